//! Part 3: two kinds of race, told apart.

use observe::lesson::Lesson;

pub(crate) fn two_kinds_of_race(lesson: &mut Lesson) -> anyhow::Result<()> {
    lesson.heading("Two kinds of race")?;
    lesson.say(
        "A data race: two threads touch the same memory at once, one of them writes, and nothing orders them. It is \
         undefined behaviour, and what the compiler refused above.",
    )?;
    lesson.say(
        "A race condition: the result depends on who comes first. The atomic program has no data race and loses \
         updates all the same. No compiler refuses that; tests may miss it for years.",
    )
}
