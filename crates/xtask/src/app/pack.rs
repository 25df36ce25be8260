//! Compresses the files of the app once, so that the server never has to.

use std::collections::VecDeque;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

use anyhow::{Context as _, Result, anyhow};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use super::{Files, Mode, hex};
use crate::project;

/// Kinds of files that get smaller; pictures and fonts are compressed already.
const COMPRESSIBLE: [&str; 12] =
    ["css", "geojson", "html", "ico", "js", "json", "map", "mjs", "svg", "txt", "wasm", "webmanifest"];

/// The `.br` and `.gz` of every file that compresses.
///
/// The best compression of wasm takes its time, so results are kept by content in the working folder.
pub(super) fn pack(files: &Files, mode: Mode) -> Result<Files> {
    let queue: Mutex<VecDeque<_>> = Mutex::new(files.iter().filter(|(name, _)| compresses(name)).collect());
    let packed = Mutex::new(Files::new());
    let worker = || -> Result<()> {
        while let Some((name, content)) = locked(&queue)?.pop_front() {
            let (br, gz) = pack_one(content, mode)?;
            let mut packed = locked(&packed)?;
            packed.insert(format!("{name}.br"), br);
            packed.insert(format!("{name}.gz"), gz);
        }
        Ok(())
    };
    let workers = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        running.into_iter().try_for_each(|thread| thread.join().map_err(|_| anyhow!("compressing the app failed"))?)
    })?;
    packed.into_inner().map_err(|_| anyhow!("compressing the app failed"))
}

fn locked<T>(mutex: &Mutex<T>) -> Result<std::sync::MutexGuard<'_, T>> {
    mutex.lock().map_err(|_| anyhow!("compressing the app failed in another thread"))
}

fn compresses(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| COMPRESSIBLE.contains(&extension))
}

fn pack_one(content: &[u8], mode: Mode) -> Result<(Vec<u8>, Vec<u8>)> {
    let (quality, level) = if mode == Mode::Release { (11, 9) } else { (4, 5) };
    let key = format!("{}-{quality}", hex(&Sha256::digest(content)));
    let br = kept(&format!("{key}.br"), || brotli(content, quality))?;
    let gz = kept(&format!("{key}.gz"), || gzip(content, level))?;
    Ok((br, gz))
}

fn kept(name: &str, make: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
    let folder = project::work().join("packed");
    let file: PathBuf = folder.join(name);
    if let Ok(content) = fs::read(&file) {
        return Ok(content);
    }
    let content = make()?;
    fs::create_dir_all(&folder)?;
    // Written beside and moved, so that an interrupted run leaves no half file to be found later.
    let fresh = file.with_extension("new");
    fs::write(&fresh, &content).and_then(|()| fs::rename(&fresh, &file)).context("keeping a compressed file")?;
    Ok(content)
}

fn brotli(content: &[u8], quality: i32) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams { quality, lgwin: 24, size_hint: content.len(), ..Default::default() };
    let mut output = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut output, &params).context("compressing with brotli")?;
    Ok(output)
}

fn gzip(content: &[u8], level: u32) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(content)?;
    encoder.finish().context("compressing with gzip")
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn both_kinds_unpack_to_what_went_in() {
        let content = b"resilience ".repeat(200);
        let mut unpacked = Vec::new();
        brotli::Decompressor::new(&brotli(&content, 11).unwrap()[..], 4096).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, content);
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&gzip(&content, 9).unwrap()[..]).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, content);
    }

    #[test]
    fn only_what_gets_smaller_is_compressed() {
        assert!(compresses("assets/1/app_bg.wasm"));
        assert!(!compresses("assets/1/fonts/a.woff2"));
        assert!(!compresses("LICENSE"));
    }
}
