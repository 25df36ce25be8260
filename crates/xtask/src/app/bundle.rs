//! From the crate to wasm, from one wasm to one a route, and from wasm to what a browser can load.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::Options;

use super::{Files, Lints, Mode, links, loader, merge, page, remove_folder, sources, trim};
use crate::{cargo, project};

/// The compiler's flags, joined as `CARGO_ENCODED_RUSTFLAGS` wants them. The splitter needs the relocations;
/// erased component types make the wasm smaller and its build quicker.
const RUSTFLAGS: &str = "-Clink-args=--emit-relocs\u{1f}--cfg\u{1f}erase_components";

/// The module that fetches the chunks. Its name is part of the main module's imports, written there by the
/// splitter's macros, and must keep its length.
pub(super) const LINK_MODULE: &str = "./__wasm_split.______________________.js";

/// Compiles the crate `frontend` and returns the path of its wasm.
pub(super) fn compile(mode: Mode, lints: Lints) -> Result<PathBuf> {
    let mut command = cargo::command("build");
    if lints == Lints::Errors {
        cargo::linted(&mut command);
    }
    command.env("CARGO_ENCODED_RUSTFLAGS", RUSTFLAGS).args([
        "--package",
        "frontend",
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        mode.profile(),
    ]);
    cargo::build(&mut command)?
        .into_iter()
        .filter(|artifact| artifact.target.name == "frontend")
        .flat_map(|artifact| artifact.filenames)
        .find(|file| file.extension() == Some("wasm"))
        .map(PathBuf::from)
        .context("cargo built no wasm for the crate frontend")
}

/// Splits the wasm by lazy route and makes its JavaScript: `app.js`, `app_bg.wasm`, the link module and the chunks.
pub(super) fn split_and_bind(wasm: &[u8], mode: Mode) -> Result<Files> {
    let folder = project::work().join("bundle");
    let output = folder.join("output");
    remove_folder(&folder)?;
    fs::create_dir_all(&output)?;
    let main = split(wasm, &folder.join("main.wasm"), &output)?;
    bind(main, &output)?;
    let mut files = sources::read_folder(&output)?;
    // A quick build is not weighed, and its chunks hold a check of the splitter's besides.
    if mode == Mode::Release {
        merge::chunks(&mut files)?;
    }
    let link_name = LINK_MODULE.trim_start_matches("./");
    let link_module = files.get(link_name).context("the splitter wrote no link module")?;
    let link_module = String::from_utf8_lossy(link_module).into_owned();
    let chunks = links::chunks(&link_module)?;
    files.insert(link_name.to_owned(), loader::patient(&link_module)?.into_bytes());
    let boot = include_str!("boot.js").replace("{{routes}}", &links::script(&chunks));
    files.insert("boot.js".to_owned(), boot.into_bytes());
    let mut files: Files = files.into_iter().map(trimmed).collect::<Result<_>>()?;
    let (main, script) = (part(&files, page::WASM)?, part(&files, page::JS)?);
    let (main, script) = trim::short_names(main, &String::from_utf8_lossy(script))?;
    files.extend([(page::WASM.to_owned(), main), (page::JS.to_owned(), script.into_bytes())]);
    Ok(files)
}

fn part<'a>(files: &'a Files, name: &str) -> Result<&'a [u8]> {
    files.get(name).map(Vec::as_slice).with_context(|| format!("binding the app wrote no {name}"))
}

fn trimmed((name, content): (String, Vec<u8>)) -> Result<(String, Vec<u8>)> {
    let content = match Path::new(&name).extension().and_then(|ending| ending.to_str()) {
        Some("wasm") => trim::wasm(&content).with_context(|| format!("trimming {name}"))?,
        Some("js") => trim::script(&String::from_utf8_lossy(&content)).into_bytes(),
        _ => content,
    };
    Ok((name, content))
}

fn split(wasm: &[u8], main: &Path, output: &Path) -> Result<Vec<u8>> {
    let mut options = Options::new(wasm);
    options.output_dir = output;
    options.main_out_path = main;
    options.main_module = "./app.js";
    options.link_name = LINK_MODULE;
    wasm_split_cli_support::transform(options).map_err(|report| anyhow!("splitting the app: {report:#}"))?;
    fs::read(main).context("reading the split main module")
}

fn bind(main: Vec<u8>, output: &Path) -> Result<()> {
    Bindgen::new()
        .web(true)?
        .input_bytes("app", main)
        // The chunks import what the linker exported from the main module.
        .keep_lld_exports(true)
        .demangle(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .typescript(false)
        .generate(output)
        .context("binding the app to JavaScript")
}
