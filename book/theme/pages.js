// On paper nothing can be unfolded: before printing all answers are opened, and closed again afterwards.
(function () {
    "use strict";
    let opened = [];
    window.addEventListener("beforeprint", function () {
        opened = Array.from(document.querySelectorAll("main details:not([open])"));
        opened.forEach(function (fold) { fold.open = true; });
    });
    window.addEventListener("afterprint", function () {
        opened.forEach(function (fold) { fold.open = false; });
        opened = [];
    });
})();
