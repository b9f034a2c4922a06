//! Thumbnails a second: 64 JPEGs of 3 megapixels to 256 pixels wide, quality 85, from file to file.
//!
//! `cargo bench -p parallel-images` compares, in turn and several times over: one thread; a pool of as many threads
//! as cores; as many independent processes that do the same, which is what the machine gives at that moment (pool /
//! processes is the parallel efficiency); and, where they are installed, as many processes of `vipsthumbnail` and of
//! Python's Pillow (`PYTHON` names another interpreter than `python3`). All but `vipsthumbnail` are started and ready
//! before the clock runs.

use std::error::Error;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;
use std::{env, fs};

use observe::{Spread, Table, machine};
use parallel_images::{decode, pictures, pipeline};
use rayon::prelude::*;

const COUNT: usize = 64;
const WIDTH: u32 = 256;
const ROUNDS: usize = 5;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const PILLOW: &str = "
import os, sys
from PIL import Image
mode, out, *files = sys.argv[1:]
Image.init()
print('ready', flush=True)
for _ in sys.stdin:
    for file in files:
        picture = Image.open(file)
        size = (256, round(256 * picture.height / picture.width))
        if mode == 'draft':
            picture.draft('RGB', size)
        small = picture.convert('RGB').resize(size, Image.Resampling.LANCZOS)
        small.save(os.path.join(out, os.path.basename(file)), quality=85)
    print('done', flush=True)
";

fn main() -> Outcome<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.split_first() {
        Some((first, rest)) if first == "--child" => child(rest),
        // `cargo test --benches` comes without it.
        _ if !arguments.iter().any(|argument| argument == "--bench") => Ok(()),
        _ => compare(),
    }
}

/// All of ours work on threads of a pool, also where it is one thread: glibc manages the memory of a program's first
/// thread in another way, which costs this work some 8% and would be taken for an effect of the pool.
fn pool_of(threads: usize) -> Outcome<rayon::ThreadPool> {
    Ok(rayon::ThreadPoolBuilder::new().num_threads(threads).build()?)
}

/// One picture, as each contestant does it.
fn thumbnail(file: &Path, out: &Path) -> Outcome<()> {
    let thumbnails = pipeline::thumbnails(&decode::read(file)?, &[WIDTH])?;
    for thumbnail in &thumbnails {
        fs::write(out.join(file.file_name().unwrap_or_default()), &thumbnail.jpeg)?;
    }
    Ok(())
}

fn compare() -> Outcome<()> {
    let cores = machine::granted_cores();
    let folder = env::temp_dir().join(format!("parallel-images-bench.{}", std::process::id()));
    let out = folder.join("out");
    fs::create_dir_all(&out)?;
    let outcome = rounds(cores, &folder, &out);
    fs::remove_dir_all(&folder)?;
    outcome
}

fn rounds(cores: usize, folder: &Path, out: &Path) -> Outcome<()> {
    let photographs = pictures::find(&pictures::photographs()?)?;
    let files: Vec<PathBuf> = (0..COUNT).map(|number| folder.join(format!("{number:02}.jpg"))).collect();
    for (file, photograph) in files.iter().zip(photographs.iter().cycle()) {
        fs::copy(photograph, file)?;
    }
    let (pool, alone) = (pool_of(cores)?, pool_of(1)?);
    let ours = |files: &[PathBuf]| {
        let mut command = Command::new(env::current_exe().unwrap_or_default());
        command.arg("--child").arg(out).args(files);
        command
    };
    let python = env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    let pillow = |mode: &'static str| {
        let python = &python;
        move |files: &[PathBuf]| {
            let mut command = Command::new(python);
            command.args(["-c", PILLOW, mode]).arg(out).args(files);
            command
        }
    };
    let threads = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let mut contestants: Vec<(String, Contestant)> = vec![
        (
            format!("{}, one after the other", threads(1, "thread")),
            Box::new(|| alone.install(|| files.iter().try_for_each(|file| thumbnail(file, out)))),
        ),
        (
            format!("pool of {}", threads(cores, "thread")),
            Box::new(|| pool.install(|| files.par_iter().with_max_len(1).try_for_each(|file| thumbnail(file, out)))),
        ),
        (
            format!("{cores} independent process{}", if cores == 1 { "" } else { "es" }),
            Team::of(&files, cores, ours)?.contestant(),
        ),
    ];
    for (name, mode) in [("Pillow, decoded small (draft)", "draft"), ("Pillow, decoded in full", "full")] {
        match Team::of(&files, cores, pillow(mode)) {
            Ok(team) => contestants.push((format!("{name}, {cores} p."), team.contestant())),
            Err(_) => println!("{name}: not installed"),
        }
    }
    if Command::new("vipsthumbnail").arg("--version").output().is_ok() {
        let name = format!("vipsthumbnail, decoded small, {cores} p.");
        contestants.push((name, Box::new(|| vipsthumbnail(&files, cores, out))));
    } else {
        println!("vipsthumbnail: not installed");
    }

    let mut rates: Vec<Vec<f64>> = vec![Vec::new(); contestants.len()];
    for round in 0..=ROUNDS {
        for (index, (_, run)) in contestants.iter_mut().enumerate() {
            let start = Instant::now();
            run()?;
            let rate = COUNT as f64 / start.elapsed().as_secs_f64();
            // The first round fills the caches.
            if round > 0 {
                rates[index].push(rate);
            }
        }
    }
    let mut table = Table::new(["64 JPEGs, 3 megapixels to 256 pixels", "pictures/s", "", "of the processes"]);
    // Ratios within a round: what else the machine does changes from one to the next.
    let processes = rates[2].clone();
    for ((name, _), rates) in contestants.iter().zip(&rates) {
        let ratio = Spread::of(rates.iter().zip(&processes).map(|(rate, processes)| rate / processes));
        let (Some(rate), Some(ratio)) = (Spread::of(rates.iter().copied()), ratio) else { continue };
        let spread = format!("±{:.0}%", rate.relative() * 100.0);
        table.row([name.clone(), format!("{:.1}", rate.median), spread, format!("{:.2}", ratio.median)]);
    }
    println!("{}\nmedians of {ROUNDS} rounds\n\n{}", machine::Machine::here().sentence(), table.render(80));
    Ok(())
}

type Contestant<'a> = Box<dyn FnMut() -> Outcome<()> + 'a>;

/// Processes that are ready, each with its share, and begin at a line on their standard input.
struct Team(Vec<(Child, ChildStdin, BufReader<ChildStdout>)>);

impl Team {
    fn of(files: &[PathBuf], size: usize, command: impl Fn(&[PathBuf]) -> Command) -> Outcome<Self> {
        let mut team = Self(Vec::new());
        for share in files.chunks(files.len().div_ceil(size)) {
            let mut command = command(share);
            let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
            let pipes = (child.stdin.take(), child.stdout.take());
            let (Some(to), Some(from)) = pipes else { return Err("a child without pipes".into()) };
            team.0.push((child, to, BufReader::new(from)));
        }
        team.hear("ready")?;
        Ok(team)
    }

    fn hear(&mut self, word: &str) -> Outcome<()> {
        for (_, _, from) in &mut self.0 {
            let mut line = String::new();
            from.read_line(&mut line)?;
            if line.trim() != word {
                return Err(format!("a process said {line:?} and not {word}").into());
            }
        }
        Ok(())
    }

    fn contestant(mut self) -> Contestant<'static> {
        Box::new(move || {
            for (_, to, _) in &mut self.0 {
                writeln!(to, "go")?;
                to.flush()?;
            }
            self.hear("done")
        })
    }
}

impl Drop for Team {
    fn drop(&mut self) {
        for (mut child, to, _) in self.0.drain(..) {
            drop(to); // the end of its input is the end of its work
            let _ = child.wait();
        }
    }
}

fn child(arguments: &[String]) -> Outcome<()> {
    let Some((out, files)) = arguments.split_first() else { return Err("nothing to do".into()) };
    let alone = pool_of(1)?;
    println!("ready");
    for line in std::io::stdin().lines() {
        line?;
        alone.install(|| files.iter().try_for_each(|file| thumbnail(Path::new(file), Path::new(out))))?;
        println!("done");
    }
    Ok(())
}

fn vipsthumbnail(files: &[PathBuf], size: usize, out: &Path) -> Outcome<()> {
    let mut children = Vec::new();
    for share in files.chunks(files.len().div_ceil(size)) {
        let mut command = Command::new("vipsthumbnail");
        command.env("VIPS_CONCURRENCY", "1").args(["--size", "256x", "-o"]).arg(out.join("%s.jpg[Q=85]")).args(share);
        children.push(command.stdout(Stdio::null()).spawn()?);
    }
    for mut child in children {
        if !child.wait()?.success() {
            return Err("vipsthumbnail failed".into());
        }
    }
    Ok(())
}
