//! Every figure of the records as a line of its own between anchors, so that a page's sentence can include it.

use std::collections::BTreeMap;

use anyhow::Context as _;
use lesson_contract::transcript::slug;
use serde_json::{Map, Value};

use super::figure::{field, shown, spread};
use super::readme::machine_line;

/// Keys of a record that hold no figure to quote, or are drawn instead.
const NOT_QUOTED: [&str; 10] =
    ["format", "version", "lesson", "arguments", "checks", "spans", "results", "rows", "explored", "conclusion"];

/// `LESSON--ROW--FIELD` and what it says, for every row of every record; `LESSON--KEY` and deeper for what a lesson
/// notes beside its rows; `LESSON--machine`, the sentence below its run.
///
/// # Errors
/// Two figures would have one name, or a record lacks what all have.
pub fn all(records: &BTreeMap<String, Value>) -> anyhow::Result<BTreeMap<String, String>> {
    let mut values = Values::default();
    for (name, record) in records {
        values.of_record(name, record).with_context(|| format!("the record {name}"))?;
    }
    Ok(values.0)
}

/// The values as a file for mdBook to include from.
#[must_use]
pub fn page(values: &BTreeMap<String, String>) -> String {
    let mut page = "Every figure of the runs recorded here. Made by `cargo record`, never by hand.\n".to_owned();
    for (name, value) in values {
        page += &format!("\nANCHOR: {name}\n{value}\nANCHOR_END: {name}\n");
    }
    page
}

#[derive(Default)]
struct Values(BTreeMap<String, String>);

impl Values {
    fn of_record(&mut self, name: &str, record: &Value) -> anyhow::Result<()> {
        let record = record.as_object().context("is no object")?;
        self.put(&format!("{name}--machine"), machine_line(&Value::Object(record.clone()))?)?;
        for row in record.get("rows").and_then(Value::as_array).context("has no rows")? {
            let row = row.as_object().context("has a row that is no object")?;
            let text = |key: &str| row.get(key).and_then(Value::as_str).map(slug);
            let of = text("name").context("has a row without a name")?;
            // Rows of several programs may have one name.
            let of = text("program").map_or(of.clone(), |program| format!("{program}--{of}"));
            self.of_fields(&format!("{name}--{of}"), row)?;
        }
        self.of_fields(name, record)
    }

    fn of_fields(&mut self, path: &str, fields: &Map<String, Value>) -> anyhow::Result<()> {
        for (key, value) in fields {
            if NOT_QUOTED.contains(&key.as_str()) || ["name", "program", "title", "picture"].contains(&key.as_str()) {
                continue;
            }
            self.of_value(&format!("{path}--{}", field(key)), key, value)?;
        }
        Ok(())
    }

    fn of_value(&mut self, path: &str, key: &str, value: &Value) -> anyhow::Result<()> {
        match value {
            Value::Object(object) => self.of_object(path, object),
            Value::Array(list) if list.iter().all(Value::is_number) => {
                for (ending, text) in spread(key, list) {
                    self.put(&format!("{path}{ending}"), text)?;
                }
                Ok(())
            }
            Value::Array(list) if list.iter().all(Value::is_object) => {
                list.iter().filter_map(Value::as_object).try_for_each(|item| self.of_item(path, item))
            }
            Value::Array(list) => {
                let texts: Vec<String> = list.iter().filter_map(|item| shown(key, item)).collect();
                self.put(path, texts.join(", "))
            }
            scalar => shown(key, scalar).map_or(Ok(()), |text| self.put(path, text)),
        }
    }

    fn of_object(&mut self, path: &str, object: &Map<String, Value>) -> anyhow::Result<()> {
        // What a model checker went through: `orders` are those tried, `orders-failing` those of them that fail.
        if let (Some(tried), Some(failing)) = (object.get("tried"), object.get("failing")) {
            self.of_value(path, "tried", tried)?;
            return self.of_value(&format!("{path}-failing"), "failing", failing);
        }
        // Lists by what came of it: each item has a name of its own, so the lists need none.
        if object.contains_key("proven") {
            return object
                .values()
                .filter_map(Value::as_array)
                .flatten()
                .filter_map(Value::as_object)
                .try_for_each(|item| self.of_item(path, item));
        }
        self.of_fields(path, object)
    }

    fn of_item(&mut self, path: &str, item: &Map<String, Value>) -> anyhow::Result<()> {
        let name = ["name", "title", "picture"].iter().find_map(|key| item.get(*key)?.as_str());
        let Some(name) = name else { anyhow::bail!("{path} is a list of things without a name") };
        self.of_fields(&format!("{path}--{}", slug(name)), item)
    }

    fn put(&mut self, name: &str, value: String) -> anyhow::Result<()> {
        anyhow::ensure!(!value.is_empty() && !value.contains('\n'), "{name} is not one line: `{value}`");
        match self.0.insert(name.to_owned(), value) {
            None => Ok(()),
            Some(other) => anyhow::bail!("two figures would be called {name}; the first says {other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::{all, page};

    fn record(rows: Value, more: Value) -> BTreeMap<String, Value> {
        let machine = json!({ "cores": 2, "cpu": "P", "os": "S", "rustc": "rustc 1.95.0 (x)", "commit": "abc" });
        let mut record = json!({ "format": 1, "machine": machine, "recorded": "2026-11-23", "rows": rows });
        record.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        BTreeMap::from([("a-lesson".to_owned(), record)])
    }

    #[test]
    fn rows_and_notes_become_values() {
        let rows = json!([{ "name": "At once", "wall_s": 1.0024, "speedup": null, "resident_bytes": 1024,
            "lost": [3, 1000, 2], "efficiency": 0.5 }]);
        let more = json!({ "delay_s": 1.0, "tiny": { "times": 2000 }, "interleavings": {
            "failing": [{ "name": "load, store", "orders": { "tried": 6, "failing": 4, "complete": true }, "rows": [] }],
            "proven": [{ "name": "a lock", "orders": { "tried": 2, "failing": 0 }, "executions": 3 }] } });
        let values = all(&record(rows, more)).unwrap();
        let expected = [
            ("at-once--wall", "1.002 s"),
            ("at-once--resident", "1.0 KiB"),
            ("at-once--efficiency", "50%"),
            ("at-once--lost", "2 to 1,000"),
            ("at-once--lost-median", "3"),
            ("delay", "1.000 s"),
            ("tiny--times", "2,000"),
            ("interleavings--load-store--orders", "6"),
            ("interleavings--load-store--orders-failing", "4"),
            ("interleavings--a-lock--executions", "3"),
            ("machine--cores", "2"),
            ("machine", "Recorded on 2026-11-23 on 2 cores (P, S), rustc 1.95.0, at commit `abc`."),
            ("recorded", "2026-11-23"),
        ];
        for (name, value) in expected {
            assert_eq!(values.get(&format!("a-lesson--{name}")).map(String::as_str), Some(value), "{name}");
        }
        assert!(!values.contains_key("a-lesson--at-once--speedup"), "what was not measured has no value");
        assert!(page(&values).contains("\nANCHOR: a-lesson--delay\n1.000 s\nANCHOR_END: a-lesson--delay\n"));
    }

    #[test]
    fn rows_of_several_programs_are_told_apart() {
        let row = |program: &str, wall: f64| json!({ "program": program, "name": "at once", "wall_s": wall });
        let values = all(&record(json!([row("Python", 1.0), row("Go", 2.0)]), json!({}))).unwrap();
        assert_eq!(values["a-lesson--python--at-once--wall"], "1.000 s");
        assert_eq!(values["a-lesson--go--at-once--wall"], "2.000 s");
    }

    #[test]
    fn one_name_for_two_figures_is_refused() {
        let rows = json!([{ "name": "at once", "wall_s": 1.0 }, { "name": "At once!", "wall_s": 2.0 }]);
        let error = format!("{:#}", all(&record(rows, json!({}))).unwrap_err());
        assert!(error.contains("a-lesson--at-once--wall"), "{error}");
    }
}
