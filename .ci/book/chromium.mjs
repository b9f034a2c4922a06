// Where a Chromium or Chrome is: `node chromium.mjs` prints its path, or nothing and ends with 1.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];
const PLACES = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    "/snap/bin/chromium",
];

/** The browser named by CHROME (and then no other), or the first one found. */
export function chromium() {
    if (process.env.CHROME) return runs(process.env.CHROME) ? process.env.CHROME : undefined;
    const inPath = (process.env.PATH ?? "").split(delimiter).flatMap((at) => NAMES.map((name) => join(at, name)));
    return [...inPath, ...PLACES].find(runs);
}

function runs(path) {
    try {
        accessSync(path, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
    const found = chromium();
    if (found) console.log(found);
    process.exitCode = found ? 0 : 1;
}
