//! The lessons: which there are, and which one is meant.

use std::fmt;

use crate::text::hanging;
use crate::workspace::Package;

/// One lesson, as its package's description tells: `Lesson N · section of the article: what it shows`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its place in the article's order.
    pub number: u32,
    /// Its package, and its program.
    pub package: String,
    /// The article's section.
    pub title: String,
    /// What it shows.
    pub shows: String,
}

impl Lesson {
    /// The lesson that a package is, if its description says that it is one.
    #[must_use]
    pub fn of(package: &Package) -> Option<Self> {
        let (number, rest) = package.description.strip_prefix("Lesson ")?.split_once(" · ")?;
        let (title, shows) = rest.split_once(": ").unwrap_or((rest, ""));
        Some(Self {
            number: number.parse().ok()?,
            package: package.name.clone(),
            title: title.to_owned(),
            shows: shows.to_owned(),
        })
    }
}

/// Why no lesson can be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// Two packages give themselves the same number.
    SameNumber(u32, String, String),
    /// What was asked for isn't there; these are.
    NoSuch(String, Vec<Lesson>),
    /// What was asked for begins the names of several.
    Several(String, Vec<Lesson>),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameNumber(number, one, other) => write!(
                f,
                "{one} and {other} both call themselves lesson {number}: give one of them another number, in the \
                 description in its Cargo.toml"
            ),
            Self::NoSuch(asked, there) if there.is_empty() => {
                write!(
                    f,
                    "there is no lesson {asked}, and no other: no package's description begins with `Lesson N · `"
                )
            }
            Self::NoSuch(asked, there) => {
                write!(f, "there is no lesson {asked}; give one of these numbers or names:\n{}", list(there).trim_end())
            }
            Self::Several(asked, fitting) => {
                write!(f, "{asked} fits more than one lesson; which of these?\n{}", list(fitting).trim_end())
            }
        }
    }
}

impl std::error::Error for Error {}

/// The lessons among `packages`, in order.
///
/// # Errors
/// Two have the same number.
pub fn among(packages: &[Package]) -> Result<Vec<Lesson>, Error> {
    let mut lessons: Vec<Lesson> = packages.iter().filter_map(Lesson::of).collect();
    lessons.sort_by(|one, other| (one.number, &one.package).cmp(&(other.number, &other.package)));
    match lessons.windows(2).find(|pair| pair[0].number == pair[1].number) {
        Some(pair) => Err(Error::SameNumber(pair[0].number, pair[0].package.clone(), pair[1].package.clone())),
        None => Ok(lessons),
    }
}

/// The lesson meant by `asked`: its number, its package's name, or a beginning of the name that fits no other.
///
/// # Errors
/// None is meant, or more than one.
pub fn meant<'a>(lessons: &'a [Lesson], asked: &str) -> Result<&'a Lesson, Error> {
    let number: Option<u32> = asked.parse().ok();
    let exact = |lesson: &&Lesson| Some(lesson.number) == number || lesson.package == asked;
    if let Some(lesson) = lessons.iter().find(exact) {
        return Ok(lesson);
    }
    let fits = |lesson: &&Lesson| !asked.is_empty() && lesson.package.starts_with(asked);
    let fitting: Vec<&Lesson> = lessons.iter().filter(fits).collect();
    match fitting[..] {
        [lesson] => Ok(lesson),
        [] => Err(Error::NoSuch(asked.to_owned(), lessons.to_vec())),
        _ => Err(Error::Several(asked.to_owned(), fitting.into_iter().cloned().collect())),
    }
}

/// The lessons as people read them: number, section and name, and below it what the lesson shows.
#[must_use]
pub fn list(lessons: &[Lesson]) -> String {
    let entry = |lesson: &Lesson| {
        let Lesson { number, package, title, shows } = lesson;
        hanging(&format!("{number:>3}  "), &format!("{title} ({package})")) + &hanging("     ", shows)
    };
    lessons.iter().map(entry).collect()
}
