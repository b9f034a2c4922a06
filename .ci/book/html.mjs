// Reading HTML files: a tree by parse5, and the few questions that the checks ask of it.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { parse } from "parse5";

/** Every file below `folder`, by its path from there, with `/`. */
export function files(folder) {
    const found = [];
    const look = (at) => {
        for (const name of readdirSync(at).sort()) {
            const path = join(at, name);
            if (statSync(path).isDirectory()) look(path);
            else found.push(relative(folder, path).split(sep).join("/"));
        }
    };
    look(folder);
    return found;
}

/** The tree of a page. */
export const read = (path) => parse(readFileSync(path, "utf8"));

/** The node and all below it, in the order of the page; what `<template>` holds is left out, as browsers do. */
export function* all(node) {
    yield node;
    for (const child of node.childNodes ?? []) yield* all(child);
}

export const elements = (node) => [...all(node)].filter((each) => each.tagName);
export const attribute = (node, name) => node.attrs?.find((each) => each.name === name)?.value;
export const classes = (node) => (attribute(node, "class") ?? "").split(/\s+/);
export const text = (node) => [...all(node)].map((each) => (each.nodeName === "#text" ? each.value : "")).join("");

/** Whether one of the nodes above satisfies the question. */
export function within(node, question) {
    for (let at = node.parentNode; at; at = at.parentNode) if (question(at)) return true;
    return false;
}
