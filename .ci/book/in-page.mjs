// Functions that run inside a page. Each is sent there as text, so each stands alone.

/** What reaches over the right edge of the window, and doesn't scroll within itself. */
export function overflow() {
    const width = document.documentElement.clientWidth;
    const found = [];
    const content = document.querySelector("#mdbook-content");
    if (content.scrollWidth > content.clientWidth + 1) found.push(`the page scrolls sideways: ${content.scrollWidth} > ${content.clientWidth}`);
    const scrolls = (at) => at && at.tagName !== "MAIN" && (/auto|scroll|hidden/.test(getComputedStyle(at).overflowX) || scrolls(at.parentElement));
    for (const each of document.querySelectorAll("main *")) {
        const box = each.getBoundingClientRect();
        if (box.width === 0 || box.right <= width + 1 || each.closest(".buttons")) continue;
        if (scrolls(each.parentElement) || (each.closest("svg") && each.tagName !== "svg")) continue;
        found.push(`<${each.tagName.toLowerCase()}> ends at ${Math.round(box.right)} of ${width}: "${each.textContent.trim().slice(0, 40)}"`);
    }
    return found.slice(0, 5);
}

/** Recorded output: do 80 columns fit, and is every letter as wide as the others? */
export function columns() {
    const found = [];
    for (const code of document.querySelectorAll("main pre > code.language-text, main pre > code.language-console")) {
        const box = code.getBoundingClientRect();
        if (box.width === 0) continue; // folded
        const lines = code.textContent.replace(/\n$/, "").split("\n");
        const longest = Math.max(...lines.map((line) => [...line].length));
        if (longest <= 80 && code.scrollWidth > code.clientWidth + 1) found.push(`${longest} columns don't fit: ${code.scrollWidth} > ${code.clientWidth}`);
        const style = getComputedStyle(code);
        const pen = document.createElement("canvas").getContext("2d");
        pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        const one = pen.measureText("0").width;
        for (const line of lines) {
            const off = Math.abs(pen.measureText(line).width - one * [...line].length);
            if (off > 1) found.push(`letters of another width: "${line.trim().slice(0, 60)}"`);
        }
    }
    return found.slice(0, 5);
}

/**
 * Text whose contrast with what lies below it is too low. `all`: text of the pages too, against white (for print);
 * else only text in pictures, which axe doesn't judge.
 */
export function contrast(print) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const rgba = (colour) => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = "#000";
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
    const light = (colour) => {
        const [r, g, b] = colour.slice(0, 3).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
    const white = [255, 255, 255, 1];
    const found = [];

    const ground = (element) => {
        const layers = [];
        for (let at = element; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
        return layers.reduceRight((below, top) => over(top, below), white);
    };
    const shapes = (stack) => {
        const layers = [];
        for (const each of stack) {
            if (!(each instanceof SVGElement) || each.tagName === "text" || each.tagName === "tspan") {
                if (each instanceof SVGElement && each.tagName !== "svg") continue;
                layers.push(...(each.tagName === "svg" ? [] : [ground(each)]));
                if (each.tagName !== "svg") break;
                continue;
            }
            const style = getComputedStyle(each);
            if (each.tagName === "svg" || style.fill === "none" || style.fill.startsWith("url(")) continue;
            const fill = rgba(style.fill);
            fill[3] *= Number(style.fillOpacity) * Number(style.opacity);
            layers.push(fill);
            if (fill[3] > 0.99) break;
        }
        return layers.reduceRight((below, top) => over(top, below), white);
    };

    for (const svg of document.querySelectorAll("main figure svg, main svg[role=img]")) {
        const frame = svg.getBoundingClientRect();
        if (frame.width === 0) continue;
        for (const text of svg.querySelectorAll("text")) {
            text.scrollIntoView({ block: "center", inline: "center" });
            const box = text.getBoundingClientRect();
            const edge = svg.getBoundingClientRect();
            const said = text.textContent.trim().slice(0, 40);
            if (said === "") continue;
            if (box.left < edge.left - 2 || box.right > edge.right + 2 || box.top < edge.top - 2 || box.bottom > edge.bottom + 2) {
                found.push(`a picture cuts its text off: "${said}"`);
            }
            const style = getComputedStyle(text);
            const halo = style.paintOrder.startsWith("stroke") && style.stroke !== "none" && parseFloat(style.strokeWidth) >= 4;
            const bold = Number(style.fontWeight) >= 600;
            const size = parseFloat(style.fontSize);
            const least = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
            let worst = Infinity;
            for (const part of [0.02, 0.25, 0.5, 0.75, 0.98]) {
                const stack = document.elementsFromPoint(box.left + box.width * part, box.top + box.height / 2);
                const below = halo ? rgba(style.stroke) : shapes(stack);
                worst = Math.min(worst, ratio(over(rgba(style.fill), below), below));
            }
            if (worst < least) found.push(`contrast ${worst.toFixed(1)} of "${said}" in a picture, needs ${least}`);
        }
    }
    if (print) {
        const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const parent = node.parentElement;
            if (node.data.trim() === "" || parent.closest("svg, style, script, .buttons") || parent.getClientRects().length === 0) continue;
            const below = ground(parent);
            const value = ratio(over(rgba(getComputedStyle(parent).color), white), white);
            if (value < 4.5) found.push(`prints too pale, contrast ${value.toFixed(1)}: "${node.data.trim().slice(0, 40)}"`);
            if (light(below) < 0.6) found.push(`prints on a dark ground: "${node.data.trim().slice(0, 40)}"`);
        }
    }
    return [...new Set(found)].slice(0, 8);
}
