// The built book, opened in a browser from disk as a reader would: does it read well in light and dark, on a desk and
// on a telephone, on paper, by keyboard, offline?
//
//     node look.mjs FOLDER PICTURES [PART OF A NAME]...
//
// FOLDER is the built book; PICTURES gets a picture of each page. Prints what is wrong and ends with 1; with 2 when there
// is no book or no browser (CHROME=/path/to/chromium names one).
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { chromium as browserPath } from "./chromium.mjs";
import { files } from "./html.mjs";
import { columns, contrast, overflow } from "./in-page.mjs";

const [folder, pictures, ...only] = process.argv.slice(2);
if (!folder || !pictures || !existsSync(join(folder, "index.html"))) give(`there is no built book in ${folder ?? "(no folder given)"}`);
const executablePath = browserPath() ?? give("no Chromium or Chrome is found; CHROME=/path/to/one names it");
function give(sentence) {
    console.error(`look.mjs: ${sentence}`);
    process.exit(2);
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const NOT_PAGES = ["404.html", "index.html", "print.html", "toc.html"];
const names = files(folder).filter((name) => name.endsWith(".html") && !NOT_PAGES.includes(name));
const wanted = names.filter((name) => only.length === 0 || only.some((part) => name.includes(part)));
const address = (name) => pathToFileURL(resolve(folder, name)).href;
mkdirSync(pictures, { recursive: true });

const wrong = new Set();
const say = (name, how) => (what) => wrong.add(`${name} (${how}): ${what}`);
const browser = await chromium.launch({ executablePath, args: ["--font-render-hinting=none"] });

/** A window with a theme; whatever it asks of a host, and each error of a script, is wrong. */
async function open(theme, width, options = {}) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, ...options });
    await context.addInitScript((it) => localStorage.setItem("mdbook-theme", it), theme);
    await context.route(/^(?!file:|data:|blob:)/, (route) => route.abort());
    const page = await context.newPage();
    const here = () => page.url().split("/").slice(-2).join("/");
    page.on("request", (request) => {
        if (!/^(file|data|blob):/.test(request.url())) say(here(), theme)(`asks a host: ${request.url()}`);
    });
    page.on("requestfailed", (request) => say(here(), theme)(`does not load: ${request.url()}`));
    page.on("console", (message) => message.type() === "error" && say(here(), theme)(`console: ${message.text()}`));
    page.on("pageerror", (error) => say(here(), theme)(`script: ${error.message}`));
    return page;
}

// The corner of a table needs no heading; and `preload` would fetch stylesheets, which from disk is refused.
const AXE = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], preload: false, resultTypes: ["violations"], rules: { "empty-table-header": { enabled: false } } };
const CONTRAST = { ...AXE, runOnly: { type: "rule", values: ["color-contrast"] } };
async function judge(page, options, tell) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate((it) => window.axe.run("main", it), options);
    for (const violation of violations) {
        for (const node of violation.nodes.slice(0, 3)) {
            const ratio = node.any[0]?.data?.contrastRatio;
            tell(`axe ${violation.id}${ratio ? ` ${ratio}` : ""}: ${node.html.slice(0, 120)}`);
        }
    }
}
const unfold = (page) => page.evaluate(() => document.querySelectorAll("main details").forEach((each) => { each.open = true; }));
const picture = (page, name, how) =>
    page.screenshot({ path: join(pictures, `${name.replace(/\.html$/, "").replaceAll("/", "--")}.${how}.png`), fullPage: true });

/** Every page on a desk: all of axe in light and navy, the contrast in mdBook's three other themes, and on paper. */
async function desk(half) {
    const page = await open("light", 1280);
    for (const name of wanted.filter((_, at) => at % 2 === half)) {
        for (const theme of ["light", "navy"]) {
            const tell = say(name, `${theme}, 1280`);
            await page.goto(address(name));
            await page.evaluate((it) => document.getElementById(`mdbook-theme-${it}`).click(), theme);
            await page.evaluate(() => document.fonts.ready);
            await picture(page, name, theme);
            await unfold(page);
            await judge(page, AXE, tell);
            (await page.evaluate(contrast, false)).forEach(tell);
            if (theme === "light") (await page.evaluate(columns)).forEach(tell);
        }
        await page.emulateMedia({ media: "print" });
        (await page.evaluate(contrast, true)).forEach(say(name, "navy, print"));
        await page.emulateMedia({ media: "screen" });
        for (const theme of ["rust", "coal", "ayu"]) {
            await page.evaluate((it) => document.getElementById(`mdbook-theme-${it}`).click(), theme);
            await judge(page, CONTRAST, say(name, theme));
            (await page.evaluate(contrast, false)).forEach(say(name, theme));
        }
    }
    await page.context().close();
}

/** Every page on a telephone. */
async function telephone() {
    const page = await open("navy", 360, { hasTouch: true, isMobile: true });
    for (const name of wanted) {
        await page.goto(address(name));
        await page.evaluate(() => document.fonts.ready);
        (await page.evaluate(overflow)).forEach(say(name, "360"));
        await picture(page, name, "360");
        await unfold(page);
        await page.waitForTimeout(20);
        (await page.evaluate(overflow)).forEach(say(name, "360, answers unfolded"));
        // In a box that scrolls, the arrow keys scroll; mdBook would turn the page.
        const box = page.locator("main [tabindex='0']").first();
        if (await box.count()) {
            await box.focus();
            await page.keyboard.press("ArrowRight");
            await page.waitForTimeout(60);
            if (page.url() !== address(name)) say(name, "360")("an arrow key in a box that scrolls turns the page");
        }
    }
    await page.context().close();
}

/** What belongs to the book rather than to a page: search from disk, folded answers in print, no scripts. */
async function whole() {
    const tell = (what) => say("the book", "light")(what);
    const page = await open("navy", 1280);
    await page.goto(address(wanted[0]));
    const word = await page.evaluate(() => document.querySelector("main h1").textContent.match(/\p{L}{4,}/u)[0]);
    await page.keyboard.press("/");
    await page.keyboard.type(word);
    await page.waitForSelector("#mdbook-searchresults li", { timeout: 10_000 }).catch(() => tell(`search from disk finds no "${word}"`));

    for (const name of ["print.html", ...wanted]) {
        // print.html prints itself once it is there, which would fold the answers away under the test's hands.
        await page.addInitScript(() => { window.print = () => {}; });
        await page.goto(address(name));
        const folded = await page.evaluate(() => {
            window.addEventListener("beforeprint", () => { window.stillFolded = document.querySelectorAll("main details:not([open])").length; });
            return document.querySelectorAll("main details:not([open])").length;
        });
        if (folded === 0 && name !== "print.html") continue;
        await page.pdf({ path: join(pictures, `${name.replace(/\.html$/, "").replaceAll("/", "--")}.pdf`), format: "A4" });
        const printed = await page.evaluate(() => window.stillFolded);
        if (printed !== 0) say(name, "print")(`${printed ?? "all"} of ${folded} answers stay folded on paper`);
        const after = await page.evaluate(() => document.querySelectorAll("main details:not([open])").length);
        if (after !== folded) say(name, "print")("answers stay open after printing");
        if (name !== "print.html") break;
    }
    await page.context().close();

    const plain = await open("light", 1280, { javaScriptEnabled: false });
    await plain.goto(address(wanted[0]));
    if (!(await plain.locator("main h1").isVisible())) tell("without scripts there is nothing to read");
    await plain.context().close();
}

const started = Date.now();
await Promise.all([desk(0), desk(1), telephone(), whole()]);
await browser.close();
for (const line of [...wrong].sort()) console.error(line);
if (wrong.size > 0) {
    console.error(`\n${wrong.size} things are wrong in how the book looks; pictures: ${pictures}`);
    process.exit(1);
}
console.log(`${wanted.length} pages looked at in ${Math.round((Date.now() - started) / 1000)} s; pictures: ${pictures}`);
