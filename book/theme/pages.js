// Two small things that a stylesheet can't do. Without scripts the pages lose nothing that is to be read.
(function () {
    "use strict";

    // On paper nothing can be unfolded: answers are opened for printing, and closed again afterwards.
    let opened = [];
    window.addEventListener("beforeprint", function () {
        opened = opened.concat(Array.from(document.querySelectorAll("main details:not([open])")));
        opened.forEach(function (fold) { fold.open = true; });
    });
    window.addEventListener("afterprint", function () {
        opened.forEach(function (fold) { fold.open = false; });
        opened = [];
    });

    // Wide output and wide tables scroll within themselves. The keyboard must reach them, and there the arrow keys
    // scroll: mdBook takes them for "next chapter" wherever the focus is.
    function scrollers() {
        document.querySelectorAll("main pre > code, main .table-wrapper").forEach(function (box) {
            if (box.scrollWidth > box.clientWidth + 1) {
                box.tabIndex = 0;
                box.setAttribute("role", "group");
                box.setAttribute("aria-label", "Scrolls sideways");
            } else if (box.hasAttribute("tabindex")) {
                ["tabindex", "role", "aria-label"].forEach(function (name) { box.removeAttribute(name); });
            }
        });
    }
    document.addEventListener("keydown", function (event) {
        const scrolls = event.target instanceof Element && event.target.matches("main [tabindex='0']");
        if (scrolls && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
            event.stopImmediatePropagation();
        }
    }, true);
    window.addEventListener("resize", scrollers);
    document.addEventListener("toggle", scrollers, true);
    window.addEventListener("load", scrollers);
    document.fonts.ready.then(scrollers);
})();
