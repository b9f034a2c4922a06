//! A picture in SVG: its words for those who can't see it, its colours, and the shapes that all pictures share.
//!
//! A picture may stand in a page: it has no blank line (one ends a block of HTML in Markdown), every id and the scope
//! of every style carry its name, and it follows the page's theme through variables, alone the system's. 720 units wide
//! with letters of 20, it is legible on a telephone. The variables, with their values for a light and a dark page, are
//! [`VARIABLES`].

use std::fmt::Write as _;

/// The width of a picture, in its own units.
pub const WIDTH: f64 = 720.0;

/// The height of a letter in a picture.
pub const LETTER: f64 = 20.0;

/// Okabe and Ito's palette, told apart with every kind of colour vision, without its black.
/// <https://jfly.uni-koeln.de/color/>
pub const COLOURS: [&str; 7] = ["#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#0072b2", "#d55e00", "#f0e442"];

/// The variables that a page may set: the name without `--timeline-`, and the values used on a light and a dark page
/// that doesn't. `ink` is text, `soft` less important text, `line` an axis or an outline, `edge` the page, `lane` the
/// ground under a row of bars, `wait` a wait, `fill` a measured amount, `good` and `bad` a right and a wrong outcome.
pub const VARIABLES: [(&str, &str, &str); 9] = [
    ("ink", "#24292f", "#e6edf3"),
    ("soft", "#4f5862", "#a9b4c0"),
    ("line", "#7d8590", "#7d8590"),
    ("edge", "#ffffff", "#0d1117"),
    ("lane", "#eff1f4", "#1b222b"),
    ("wait", "#7f8b98", "#6b7886"),
    ("fill", "#0072b2", "#56b4e9"),
    ("good", "#00664a", "#2fc79a"),
    ("bad", "#b04000", "#ff9455"),
];

const STYLE: &str = "
& { display: block; width: 100%; max-width: 640px; height: auto; margin: 0 auto; }
& text { font: 20px system-ui, sans-serif; fill: var(--ink); }
& .f-title { font-weight: 600; font-size: 22px; }
& .f-bold { font-weight: 600; }
& .f-large { font-size: 28px; }
& .f-soft { fill: var(--soft); }
& .f-halo { paint-order: stroke; stroke: var(--edge); stroke-width: 6px; stroke-linejoin: round; }
& .f-ground { paint-order: stroke; stroke: var(--lane); stroke-width: 8px; stroke-linejoin: round; }
& .f-hat { fill: none; stroke: var(--ink); stroke-width: 2; stroke-linejoin: round; }
& .f-middle { text-anchor: middle; }
& .f-end { text-anchor: end; }
& .f-dark { fill: #0b0b0b; }
& .f-light { fill: #ffffff; }
& .f-page { fill: var(--edge); }
& .f-lane { fill: var(--lane); }
& .f-wait { fill: var(--wait); }
& .f-fill { fill: var(--fill); }
& .f-lost { fill: var(--bad); }
& .f-box { fill: var(--lane); stroke: var(--line); stroke-width: 1.5; }
& .f-pill { fill: var(--edge); stroke: var(--line); stroke-width: 1; }
& .f-hollow { fill: none; stroke: var(--line); stroke-width: 1.5; }
& .f-run { stroke: var(--edge); stroke-width: 0.8; }
& .f-line { stroke: var(--line); stroke-width: 1.5; fill: none; }
& .f-faint { stroke: var(--line); stroke-width: 1; stroke-opacity: 0.4; fill: none; }
& .f-strong { stroke: var(--ink); stroke-width: 2.5; fill: none; }
& .f-gap { stroke-dasharray: 4 6; }
& text.f-good { fill: var(--good); }
& text.f-bad { fill: var(--bad); }
& rect.f-good, & circle.f-good { fill: var(--lane); stroke: var(--good); stroke-width: 2.5; }
& rect.f-bad, & circle.f-bad { fill: var(--lane); stroke: var(--bad); stroke-width: 2.5; stroke-dasharray: 9 5; }
& path.f-good { stroke: var(--good); stroke-width: 2.5; fill: none; }
& path.f-bad { stroke: var(--bad); stroke-width: 3; stroke-dasharray: 9 5; fill: none; }
& path.f-fill { stroke: var(--fill); stroke-width: 3; fill: none; }
& path.f-head { fill: var(--ink); stroke: none; }
& path.f-head-line { fill: var(--line); stroke: none; }
& path.f-head-good { fill: var(--good); stroke: none; }
& path.f-head-bad { fill: var(--bad); stroke: none; }
";

/// A picture being drawn, from top to bottom.
#[derive(Clone, Debug)]
pub struct Picture {
    name: String,
    title: String,
    description: String,
    width: f64,
    body: String,
}

impl Picture {
    /// An empty picture. `name` makes its ids its own (letters, digits and hyphens); `title` and `description` tell
    /// what is seen.
    #[must_use]
    pub fn new(name: &str, title: &str, description: &str) -> Self {
        let (name, title, description) = (name.to_owned(), title.to_owned(), description.to_owned());
        Self { name, title, description, width: WIDTH, body: String::new() }
    }

    /// The same, wider than usual.
    #[must_use]
    pub fn wide(mut self, width: f64) -> Self {
        self.width = width;
        self
    }

    /// The id or reference that belongs to this picture: `fig-NAME-what`.
    #[must_use]
    pub fn id(&self, what: &str) -> String {
        format!("fig-{}-{what}", self.name)
    }

    /// A line of text; `y` is its base line.
    pub fn text(&mut self, class: &str, x: f64, y: f64, text: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let _ = writeln!(self.body, "<text{class} x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escape(text));
    }

    /// Lines of text below each other, broken so that they are about `room` wide; returns the base line after the last.
    pub fn paragraph(&mut self, class: &str, x: f64, y: f64, room: f64, text: &str) -> f64 {
        let mut y = y;
        for line in wrap(text, room) {
            self.text(class, x, y, &line);
            y += LETTER * 1.3;
        }
        y
    }

    /// A rectangle; `round` is the radius of its corners.
    pub fn rect(&mut self, class: &str, [x, y, width, height]: [f64; 4], round: f64) {
        let round = if round > 0.0 { format!(" rx=\"{round}\"") } else { String::new() };
        let _ = writeln!(
            self.body,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"{round}/>"
        );
    }

    /// A rectangle filled with stripes in the colour of the variable `colour`, over whatever is there.
    pub fn stripes(&mut self, colour: &str, area: [f64; 4]) {
        let id = self.id(&format!("stripes-{colour}"));
        if !self.body.contains(&format!("id=\"{id}\"")) {
            let _ = writeln!(
                self.body,
                "<pattern id=\"{id}\" patternUnits=\"userSpaceOnUse\" width=\"8\" height=\"8\" \
                 patternTransform=\"rotate(45)\"><path d=\"M0 0V8\" style=\"stroke:var(--{colour});stroke-width:5\"/>\
                 </pattern>"
            );
        }
        let [x, y, width, height] = area;
        let _ = writeln!(
            self.body,
            "<rect fill=\"url(#{id})\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
        );
    }

    /// A bar in the colour of the task `number`, with an optional tooltip.
    pub fn bar(&mut self, number: usize, [x, y, width, height]: [f64; 4], tip: &str) {
        let colour = COLOURS[number % COLOURS.len()];
        let tip = if tip.is_empty() { String::new() } else { format!("<title>{}</title>", escape(tip)) };
        let _ = writeln!(
            self.body,
            "<rect class=\"f-run\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" \
             fill=\"{colour}\">{tip}</rect>"
        );
    }

    /// The class of text that is legible on the colour of the task `number`.
    #[must_use]
    pub fn on_bar(number: usize) -> &'static str {
        // The palette's dark blue is the only colour on which black has too little contrast.
        if COLOURS[number % COLOURS.len()] == "#0072b2" { "f-light" } else { "f-dark" }
    }

    /// A path, in SVG's own notation.
    pub fn path(&mut self, class: &str, path: &str) {
        let _ = writeln!(self.body, "<path class=\"{class}\" d=\"{path}\"/>");
    }

    /// An arrow in a straight line; `kind` is `good`, `bad`, `line` or empty for ink.
    pub fn arrow(&mut self, kind: &str, from: (f64, f64), to: (f64, f64)) {
        let (length, along) = ((to.0 - from.0).hypot(to.1 - from.1).max(0.1), (to.0 - from.0, to.1 - from.1));
        let (x, y) = (along.0 / length, along.1 / length);
        let (stroke, head) = match kind {
            "" => ("f-strong".to_owned(), "f-head".to_owned()),
            kind => (format!("f-{kind}"), format!("f-head-{kind}")),
        };
        let neck = (to.0 - x * 11.0, to.1 - y * 11.0);
        self.path(&stroke, &format!("M{:.1} {:.1}L{:.1} {:.1}", from.0, from.1, neck.0, neck.1));
        let base = (to.0 - x * 14.0, to.1 - y * 14.0);
        self.path(
            &head,
            &format!(
                "M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z",
                to.0,
                to.1,
                base.0 - y * 6.5,
                base.1 + x * 6.5,
                base.0 + y * 6.5,
                base.1 - x * 6.5
            ),
        );
    }

    /// The whole picture, `height` units high.
    #[must_use]
    pub fn finish(self, height: f64) -> String {
        let Self { name, title, description, width, body } = self;
        let scope = format!(".fig-{name}");
        let values = |dark: bool| {
            let value = |(name, light, night): &(&str, &str, &str)| {
                format!(" --{name}: var(--timeline-{name}, {});", if dark { night } else { light })
            };
            VARIABLES.iter().map(value).collect::<String>()
        };
        let style = STYLE.trim().replace('&', &scope);
        let label = if description.is_empty() {
            format!("aria-labelledby=\"fig-{name}-title\"")
        } else {
            format!("aria-labelledby=\"fig-{name}-title fig-{name}-desc\"")
        };
        let description = match description.as_str() {
            "" => String::new(),
            text => format!("<desc id=\"fig-{name}-desc\">{}</desc>\n", escape(text)),
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"fig-{name}\" role=\"img\" {label} \
             viewBox=\"0 0 {width} {height:.0}\">\n<title id=\"fig-{name}-title\">{}</title>\n{description}<style>\n\
             {scope} {{{} }}\n@media screen and (prefers-color-scheme: dark) {{ {scope} {{{} }} }}\n{style}\n</style>\n\
             <rect class=\"f-page\" width=\"100%\" height=\"100%\"/>\n{body}</svg>\n",
            escape(&title),
            values(false),
            values(true),
        )
    }
}

/// About how wide a text is.
#[must_use]
pub fn text_width(text: &str) -> f64 {
    let letter = |c: char| match c {
        'i' | 'l' | 'j' | 't' | 'f' | 'r' | '.' | ',' | ':' | ';' | '\'' | '|' | ' ' | '(' | ')' => 0.36,
        'm' | 'w' | 'M' | 'W' | '—' | '…' => 0.9,
        'A'..='Z' => 0.7,
        _ => 0.58,
    };
    text.chars().map(letter).sum::<f64>() * LETTER
}

/// Breaks a text at blanks into lines that are about `room` wide.
#[must_use]
pub fn wrap(text: &str, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if text_width(line) + text_width(word) + 0.36 * LETTER <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A text with an ellipsis where it would be wider than `room`.
#[must_use]
pub fn shorten(text: &str, room: f64) -> String {
    if text_width(text) <= room {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    while kept.pop().is_some() && text_width(&kept) + 0.9 * LETTER > room {}
    kept.push('…');
    kept
}

/// Text as it stands in XML, on one line.
fn escape(text: &str) -> String {
    let text = text.split(['\n', '\r']).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("two hexadecimal digits")) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn variable(name: &str) -> [&'static str; 2] {
        let found = VARIABLES.iter().find(|variable| variable.0 == name).expect("a variable of that name");
        [found.1, found.2]
    }

    #[test]
    fn text_has_contrast_on_all_that_it_stands_on() {
        for text in ["ink", "soft", "good", "bad"] {
            for ground in ["edge", "lane"] {
                for mode in 0..2 {
                    let (text, ground) = (variable(text)[mode], variable(ground)[mode]);
                    assert!(contrast(text, ground) >= 4.5, "{text} on {ground}: {:.2}", contrast(text, ground));
                }
            }
        }
        for shape in ["wait", "fill", "good", "bad"] {
            for ground in ["edge", "lane"] {
                for mode in 0..2 {
                    let (shape, ground) = (variable(shape)[mode], variable(ground)[mode]);
                    assert!(contrast(shape, ground) >= 3.0, "{shape} on {ground}: {:.2}", contrast(shape, ground));
                }
            }
        }
        for (number, colour) in COLOURS.iter().enumerate() {
            let text = if Picture::on_bar(number) == "f-dark" { "#0b0b0b" } else { "#ffffff" };
            assert!(contrast(text, colour) >= 4.5, "{text} on {colour}: {:.2}", contrast(text, colour));
        }
    }

    #[test]
    fn every_id_and_style_is_the_pictures_own_and_no_line_is_blank() {
        let mut picture = Picture::new("one", "a <title>\n\nin two parts", "what & how");
        picture.stripes("bad", [0.0, 0.0, 9.0, 9.0]);
        picture.stripes("bad", [9.0, 0.0, 9.0, 9.0]);
        let drawn = picture.finish(10.0);
        assert_eq!(drawn.matches("id=\"").count(), 3, "{drawn}");
        assert_eq!(drawn.matches("id=\"fig-one-").count(), 3, "{drawn}");
        assert!(drawn.contains("a &lt;title&gt; in two parts") && drawn.contains("what &amp; how"), "{drawn}");
        assert!(drawn.lines().all(|line| !line.trim().is_empty()), "{drawn}");
        let style = drawn.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).expect("a style");
        for rule in style.split('}').filter(|rule| rule.contains('{')) {
            assert!(rule.contains(".fig-one"), "{rule}");
        }
    }

    #[test]
    fn text_is_broken_and_shortened_to_its_room() {
        assert_eq!(wrap("one two three", 85.0), ["one two", "three"]);
        assert_eq!(wrap("", 85.0), [""; 0]);
        assert_eq!(shorten("short", 100.0), "short");
        assert!(shorten("a rather long name.jpg", 100.0).ends_with('…'));
    }
}
