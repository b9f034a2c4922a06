//! The run that a lesson's README shows, and the line below it.

use serde_json::Value;

/// What built or ran a program: the key in the record's machine, and the name.
const TOOLS: [(&str, &str); 4] = [("rustc", "rustc"), ("python", "Python"), ("go", "Go"), ("pillow", "Pillow")];

/// `readme` with `run` in its first text block, and below it where that run comes from.
///
/// # Errors
/// The README has no such block, or the record lacks what the line says.
pub fn with_run(readme: &str, run: &str, record: &Value) -> anyhow::Result<String> {
    let found = || {
        let (before, rest) = readme.split_once("```text\n")?;
        let (_, rest) = rest.split_once("```\n\n")?;
        let (_, after) = rest.split_once('\n')?;
        Some((before, after))
    };
    let Some((before, after)) = found() else {
        anyhow::bail!("there is no ```text block with a line below that says where the run comes from");
    };
    Ok(format!("{before}```text\n{run}```\n\n{}\n{after}", machine_line(record)?))
}

/// Where and when a run was made, as a sentence.
///
/// # Errors
/// The record doesn't say.
pub fn machine_line(record: &Value) -> anyhow::Result<String> {
    let machine = &record["machine"];
    let text = |key: &str| machine[key].as_str().ok_or_else(|| anyhow::anyhow!("its machine has no {key}"));
    let date = record["recorded"].as_str().ok_or_else(|| anyhow::anyhow!("it has no date, `recorded`"))?;
    let cores = machine["cores"].as_u64().ok_or_else(|| anyhow::anyhow!("its machine has no cores"))?;
    let cores = observe::units::plural(usize::try_from(cores)?, "core");
    let (cpu, os) = (text("cpu")?, text("os")?);
    // Programs in other languages have other versions to name.
    let tools: Vec<String> =
        TOOLS.iter().filter_map(|(key, name)| Some(version(name, machine[*key].as_str()?))).collect();
    let commit = machine["commit"].as_str().map(|commit| format!(", at commit `{commit}`")).unwrap_or_default();
    Ok(format!("Recorded on {date} on {cores} ({cpu}, {os}), {}{commit}.", tools.join(", ")))
}

/// `rustc 1.95.0` of `rustc 1.95.0 (hash date)`, `Go 1.27.3` of `1.27.3`.
fn version(name: &str, said: &str) -> String {
    let version = said.split(" (").next().unwrap_or(said);
    if version.starts_with(|c: char| c.is_ascii_digit()) { format!("{name} {version}") } else { version.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{machine_line, with_run};

    #[test]
    fn versions_stand_behind_their_names() {
        let machine = json!({ "cores": 2, "cpu": "P", "os": "S", "rustc": "rustc 1.95.0 (x)", "go": "1.27.3" });
        let line = machine_line(&json!({ "machine": machine, "recorded": "2026-11-24" })).unwrap();
        assert_eq!(line, "Recorded on 2026-11-24 on 2 cores (P, S), rustc 1.95.0, Go 1.27.3.");
    }

    #[test]
    fn the_run_and_its_line_are_replaced_and_nothing_else() {
        let machine =
            json!({ "cores": 1, "cpu": "P", "os": "S, x86_64", "rustc": "rustc 1.95.0 (x)", "commit": "abc" });
        let record = json!({ "machine": machine, "recorded": "2026-11-23" });
        let readme = "# Title\n\n```text\nold\n```\n\nRecorded long ago.\n\n## More\n\n```text\nkept\n```\n";
        let expected = "# Title\n\n```text\nnew\n```\n\nRecorded on 2026-11-23 on 1 core (P, S, x86_64), \
                        rustc 1.95.0, at commit `abc`.\n\n## More\n\n```text\nkept\n```\n";
        assert_eq!(with_run(readme, "new\n", &record).unwrap(), expected);
        assert_eq!(with_run(expected, "new\n", &record).unwrap(), expected);
        assert!(with_run("# Title\n", "new\n", &record).unwrap_err().to_string().contains("no ```text block"));
        assert!(with_run(readme, "new\n", &json!({})).unwrap_err().to_string().contains("date"));
    }
}
