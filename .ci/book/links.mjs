// The built book, read as files: do all links arrive, has every picture words, is each page in order?
//
//     node links.mjs FOLDER      (the folder of the built book)
//
// Prints what is wrong, a line each, and ends with 1; with 2 when there is no book. Needs no browser.
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { all, attribute, classes, elements, files, read, text, within } from "./html.mjs";

const folder = process.argv[2];
if (!folder || !existsSync(join(folder, "index.html"))) {
    console.error(`links.mjs: there is no built book in ${folder ?? "(no folder given)"}`);
    process.exit(2);
}

const there = new Set(files(folder));
const pages = new Map([...there].filter((name) => name.endsWith(".html")).map((name) => [name, read(join(folder, name))]));
const wrong = [];
let links = 0;

/** The names that a fragment of this page may have. */
const fragments = new Map();
for (const [name, tree] of pages) {
    const ids = elements(tree).map((each) => attribute(each, "id")).filter((id) => id !== undefined);
    fragments.set(name, new Set(ids));
    const twice = new Set(ids.filter((id, at) => ids.indexOf(id) !== at));
    for (const id of twice) wrong.push(`${name}: the id "${id}" stands there more than once`);
}

const foreign = (address) => /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(address);

/** An address inside the book: is the file there, and the fragment in it? */
function arrives(page, address, what) {
    links += 1;
    const [path, fragment] = address.split("#", 2).map((part) => decodeURIComponent(part.split("?")[0]));
    if (path.startsWith("/") && page !== "404.html") {
        wrong.push(`${page}: ${what} "${address}" starts at the root of a host: from disk it leads nowhere`);
        return;
    }
    let target = path === "" ? page : posix.normalize(posix.join(posix.dirname(page), path));
    if (target.endsWith("/")) target += "index.html";
    if (!there.has(target)) wrong.push(`${page}: ${what} "${address}": there is no ${target}`);
    else if (fragment && pages.has(target) && !fragments.get(target).has(fragment)) {
        wrong.push(`${page}: ${what} "${address}": ${target} has no "#${fragment}"`);
    }
}

for (const [name, tree] of pages) {
    if (name === "404.html") continue; // served for any address: its links are the host's matter
    for (const each of elements(tree)) {
        for (const [key, what] of [["href", "link"], ["src", "source"], ["xlink:href", "link"], ["poster", "source"]]) {
            const address = attribute(each, key);
            if (address === undefined) continue;
            const href = address.trim();
            if (href === "") wrong.push(`${name}: an empty ${key} in <${each.tagName}>`);
            else if (!foreign(href)) arrives(name, href, what);
            else if (each.tagName === "a") {
                if (!href.startsWith("https://")) wrong.push(`${name}: the link "${href}" is not https`);
            } else if (!href.startsWith("data:")) wrong.push(`${name}: <${each.tagName}> asks a host for "${href}"`);
        }
        if (attribute(each, "srcset")) wrong.push(`${name}: <${each.tagName} srcset>, which nobody checks`);
        const style = each.tagName === "style" ? text(each) : attribute(each, "style") ?? "";
        if (asksHost(style)) wrong.push(`${name}: a style asks a host: ${asksHost(style)}`);
    }
}

/** What a stylesheet would fetch from a host. */
function asksHost(css) {
    return css.match(/(?:url\(\s*["']?|@import\s+["'])(?:https?:)?\/\/[^)"']*/i)?.[0];
}
for (const name of there) {
    if (!name.endsWith(".css")) continue;
    const css = readFileSync(join(folder, name), "utf8");
    if (asksHost(css)) wrong.push(`${name}: asks a host: ${asksHost(css)}`);
    for (const [, address] of css.matchAll(/url\(\s*["']?([^)"']+)["']?\s*\)/g)) {
        if (!foreign(address) && !address.startsWith("#")) arrives(name, address, "source");
    }
}

/** What a screen reader reads in place of a picture. */
function words(svg, page) {
    const named = (attribute(svg, "aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const missing = named.filter((id) => !fragments.get(page).has(id));
    for (const id of missing) wrong.push(`${page}: a picture is named by "${id}", which is not there`);
    if (named.length > 0) return named.length > missing.length ? textOf(page, named) : "";
    const title = svg.childNodes.find((each) => each.tagName === "title");
    return (attribute(svg, "aria-label") ?? (title ? text(title) : "")).trim();
}
function textOf(page, ids) {
    return elements(pages.get(page)).filter((each) => ids.includes(attribute(each, "id"))).map(text).join(" ").trim();
}

for (const [name, tree] of pages) {
    const main = elements(tree).find((each) => each.tagName === "main");
    if (!main || name === "404.html") continue;
    const whole = name === "print.html";
    const inside = elements(main);

    if (!attribute(elements(tree)[0], "lang")) wrong.push(`${name}: says no language`);
    const headings = inside.filter((each) => /^h[1-6]$/.test(each.tagName));
    const titles = headings.filter((each) => each.tagName === "h1");
    if (headings[0]?.tagName !== "h1") wrong.push(`${name}: does not begin with a title (h1)`);
    if (titles.length > 1 && !whole) wrong.push(`${name}: has ${titles.length} titles (h1)`);
    let level = 0;
    for (const heading of headings) {
        const now = Number(heading.tagName[1]);
        if (now > level + 1 && level > 0) wrong.push(`${name}: "${text(heading)}" (h${now}) follows an h${level}`);
        if (text(heading).trim() === "") wrong.push(`${name}: an empty h${now}`);
        level = now;
    }

    for (const each of inside) {
        const tag = each.tagName;
        if (tag === "img" && attribute(each, "alt") === undefined) wrong.push(`${name}: <img src="${attribute(each, "src")}"> has no alt`);
        // mdBook's own icons stand beside words that say the same.
        const icon = within(each, (above) => classes(above).some((it) => it === "fa-svg" || it === "blockquote-tag-title"));
        const hidden = attribute(each, "aria-hidden") === "true";
        if (tag === "svg" && !icon && !hidden && !within(each, (above) => above.tagName === "svg")) {
            if (attribute(each, "role") !== "img") wrong.push(`${name}: a picture (svg) without role="img"`);
            if (words(each, name) === "") wrong.push(`${name}: a picture (svg) without words`);
        }
        if (tag === "figure" && !elements(each).some((it) => it.tagName === "figcaption")) wrong.push(`${name}: a figure without a caption`);
        if (tag === "figure" && !elements(each).some((it) => ["svg", "img", "pre", "table"].includes(it.tagName))) {
            wrong.push(`${name}: a figure with nothing in it: "${text(each).trim().slice(0, 50)}"`);
        }
        if (tag === "details" && each.childNodes.find((it) => it.tagName)?.tagName !== "summary") wrong.push(`${name}: an answer without a summary`);
        if (tag === "details" && text(each).trim() === elements(each).filter((it) => it.tagName === "summary").map(text).join("").trim()) {
            wrong.push(`${name}: an empty answer: "${text(each).trim()}"`);
        }
        if (tag === "code" && each.parentNode.tagName === "pre") {
            // mdBook wraps Rust in a hidden main; what is hidden is no code to read.
            const seen = [...all(each)].filter((it) => it.nodeName === "#text" && !within(it, (above) => classes(above).includes("boring")));
            const code = seen.map((it) => it.value).join("");
            if (code.trim() === "") wrong.push(`${name}: an empty block of code (a misspelt anchor makes one)`);
            if (/\bANCHOR(_END)?:/.test(code)) wrong.push(`${name}: a block of code shows its anchors: include a part by its name`);
            const held = classes(each).find((it) => ["ignore", "no_run", "should_panic", "compile_fail"].includes(it));
            if (held) wrong.push(`${name}: a block of code is marked "${held}": nothing compiles it`);
        } else if (tag === "code" && text(each).trim() === "") wrong.push(`${name}: empty code in a line`);
    }
    for (const each of all(main)) {
        if (each.nodeName !== "#text") continue;
        if (each.value.includes("{{#")) wrong.push(`${name}: left over: ${each.value.match(/\{\{#.*/)[0].slice(0, 80)}`);
        if (within(each, (above) => ["code", "pre", "style", "script"].includes(above.tagName))) continue;
        const raw = each.value.match(/\[[^\]]*\]\([^)]*\)|\*\*\S|^```/m);
        if (raw) wrong.push(`${name}: Markdown that stayed as it was: "${raw[0].slice(0, 60)}" (an empty line is missing before it?)`);
    }
}

const listed = [...new Set(wrong)];
for (const line of listed) console.error(line);
if (listed.length > 0) {
    console.error(`\n${listed.length} things are wrong in the built book`);
    process.exit(1);
}
console.log(`${pages.size} pages, ${links} links and sources inside the book: all arrive`);
