//! Puts small chunks together. The splitter makes one for every set of routes that share something, and their number grows
//! faster than that of routes; each costs a request, and what is small compresses badly.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context as _, Result, bail};
use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder};
use wasm_encoder::{CodeSection, DataSection, ElementSection, FunctionSection, Module, RawSection, SectionId};
use wasmparser::{BinaryReader, Parser, Payload, TypeRef};

use super::bundle::LINK_MODULE;
use super::{Files, links};

/// Below this a chunk is small: in bytes, before it is trimmed and packed.
const SMALL: usize = 12_000;

/// Makes one chunk of all small ones that the landing page needs: it comes first on most visits, and what it shares
/// with other pages most of them share as well.
///
/// # Errors
/// When link module or chunks are not as the splitter writes them.
pub(super) fn small_chunks(files: &mut Files) -> Result<()> {
    let link_name = LINK_MODULE.trim_start_matches("./");
    let link = files.get(link_name).context("the splitter wrote no link module")?;
    let mut link = String::from_utf8_lossy(link).into_owned();
    let needed = links::chunks(&link)?.remove(links::FIRST).unwrap_or_default();
    let small =
        |name: &&String| name.starts_with("chunk_") && files.get(*name).is_some_and(|content| content.len() < SMALL);
    // In the order of the link module: a name can be used from where it is defined.
    let mut group: Vec<String> = needed.iter().filter(small).cloned().collect();
    group.sort_by_key(|name| link.find(&definition(name)));
    let Some((first, others)) = group.split_first() else { return Ok(()) };
    let parts = group.iter().map(|name| files.get(name).map(Vec::as_slice).context("a chunk is not there"));
    let merged = merge(&parts.collect::<Result<Vec<_>>>()?).context("putting small chunks together")?;
    for name in others {
        link = without(&link, name)?;
        files.remove(name);
    }
    let others: Vec<String> = others.iter().map(|name| loader(name)).collect();
    let link =
        with_needs(
            &link,
            |name| if others.iter().any(|other| other == name) { loader(first) } else { name.to_owned() },
        );
    files.insert(first.clone(), merged);
    files.insert(link_name.to_owned(), link.into_bytes());
    Ok(())
}

/// The loader of a chunk's file in the link module.
fn loader(file: &str) -> String {
    ["__", file.trim_end_matches(".wasm")].concat()
}

fn definition(file: &str) -> String {
    ["const ", &loader(file), " = "].concat()
}

/// The link module without the loader of a chunk. Chunks need nothing first: `const __chunk_7 = makeLoad(…, []);`
fn without(link: &str, file: &str) -> Result<String> {
    let (before, rest) = link.split_once(&definition(file)).with_context(|| format!("{file} has no loader"))?;
    let (_, after) = rest.split_once("[]);").with_context(|| format!("the loader of {file} does not end"))?;
    Ok([before, after.trim_start_matches('\n')].concat())
}

/// The link module with other names in the lists of what routes need, each name once.
fn with_needs(link: &str, rename: impl Fn(&str) -> String) -> String {
    let mut parts = link.split(NEEDS);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (list, after) = part.split_once(']').unwrap_or((part, ""));
        let mut names: Vec<String> = Vec::new();
        for name in list.split(", ").map(&rename) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        text += &[NEEDS, &names.join(", "), "]", after].concat();
    }
    text
}

/// What begins the list of the loaders that a route needs first.
const NEEDS: &str = ", [";

/// One module of several that share types and imports, as all chunks of an app do, and export nothing.
fn merge(modules: &[&[u8]]) -> Result<Vec<u8>> {
    let mut whole = Whole::default();
    for module in modules {
        whole.add(module)?;
    }
    Ok(whole.finish())
}

#[derive(Default)]
struct Whole {
    types: Vec<u8>,
    imports: Vec<u8>,
    /// What those are, by their kind.
    imported: BTreeMap<&'static str, String>,
    functions: FunctionSection,
    elements: ElementSection,
    code: CodeSection,
    data: DataSection,
}

/// Numbers functions on from those of the modules before.
struct Shift(u32);

impl Reencode for Shift {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Self::Error>> {
        Ok(function + self.0)
    }
}

impl Whole {
    fn add(&mut self, module: &[u8]) -> Result<()> {
        let mut shift = Shift(self.functions.len());
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(section) => same(&mut self.types, bytes(module, section.range())?)?,
                Payload::ImportSection(section) => self.import(bytes(module, section.range())?, section)?,
                Payload::ExportSection(section) if section.count() == 0 => {}
                Payload::FunctionSection(section) => {
                    RoundtripReencoder.parse_function_section(&mut self.functions, section)?;
                }
                Payload::ElementSection(section) => shift.parse_element_section(&mut self.elements, section)?,
                Payload::DataSection(section) => shift.parse_data_section(&mut self.data, section)?,
                Payload::CodeSectionStart { range, .. } => {
                    let section = BinaryReader::new(bytes(module, range.clone())?, range.start);
                    shift.parse_code_section(&mut self.code, wasmparser::CodeSectionReader::new(section)?)?;
                }
                Payload::Version { .. }
                | Payload::CodeSectionEntry(_)
                | Payload::CustomSection(_)
                | Payload::DataCountSection { .. }
                | Payload::End(_) => {}
                other => bail!("a chunk has more than code and data: {other:?}"),
            }
        }
        Ok(())
    }

    /// Keeps the imports of the chunk that has the most. With one table, one memory and one global at most, they are
    /// number 0 of their kind in every chunk.
    fn import(&mut self, section: &[u8], reader: wasmparser::ImportSectionReader<'_>) -> Result<()> {
        let mut imports = BTreeMap::new();
        for import in reader.into_imports() {
            let import = import?;
            let kind = match import.ty {
                TypeRef::Table(_) => "table",
                TypeRef::Memory(_) => "memory",
                TypeRef::Global(_) => "global",
                other => bail!("a chunk imports more than a table, a memory and a global: {other:?}"),
            };
            if let Some(other) = imports.insert(kind, format!("{import:?}")) {
                bail!("a chunk imports more than one {kind}: {other} and {import:?}");
            }
        }
        let agrees = |(kind, import): (&&str, &String)| self.imported.get(kind).is_none_or(|kept| kept == import);
        if !imports.iter().all(agrees) {
            bail!("two chunks of one app import different things");
        }
        if self.imported.keys().all(|kind| imports.contains_key(kind)) {
            (self.imported, self.imports) = (imports, section.to_vec());
        } else if imports.keys().any(|kind| !self.imported.contains_key(kind)) {
            bail!("no chunk imports what all need");
        }
        Ok(())
    }

    fn finish(self) -> Vec<u8> {
        let mut module = Module::new();
        module.section(&RawSection { id: SectionId::Type as u8, data: &self.types });
        module.section(&RawSection { id: SectionId::Import as u8, data: &self.imports });
        module.section(&self.functions).section(&self.elements).section(&self.code).section(&self.data);
        module.finish()
    }
}

/// The bytes of a section.
fn bytes(module: &[u8], range: Range<u64>) -> Result<&[u8]> {
    module.get(usize::try_from(range.start)?..usize::try_from(range.end)?).context("a section is cut off")
}

/// Chunks have all types of the app, whether or not they use them.
fn same(kept: &mut Vec<u8>, section: &[u8]) -> Result<()> {
    if kept.is_empty() {
        kept.extend_from_slice(section);
    }
    if kept != section {
        bail!("two chunks of one app have different types");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        ConstExpr, Elements, EntityType, Function, GlobalType, ImportSection, MemoryType, RefType, TableType,
        TypeSection, ValType,
    };

    /// A chunk as the splitter writes it: two functions, one calling the other, in the table of the main module.
    fn chunk(at: i32, with_global: bool) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        if with_global {
            let global = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
            imports.import("main", "stack", EntityType::Global(global));
        }
        let table =
            TableType { element_type: RefType::FUNCREF, table64: false, minimum: 9, maximum: None, shared: false };
        imports.import("main", "table", EntityType::Table(table));
        let memory = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
        imports.import("main", "memory", EntityType::Memory(memory));
        let mut functions = FunctionSection::new();
        functions.function(0).function(0);
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(at), Elements::Functions((&[0_u32][..]).into()));
        let mut code = CodeSection::new();
        let mut calling = Function::new([]);
        calling.instructions().call(1).end();
        let mut called = Function::new([]);
        called.instructions().end();
        code.function(&calling).function(&called);
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(at), [7]);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&elements).section(&code).section(&data);
        module.finish()
    }

    #[test]
    fn functions_find_each_other_in_the_whole() {
        let whole = merge(&[&chunk(1, false), &chunk(2, true)]).unwrap();
        let whole = walrus::Module::from_buffer(&whole).expect("a module that holds together");
        assert_eq!(whole.imports.iter().count(), 3);
        assert_eq!((whole.funcs.iter().count(), whole.elements.iter().count(), whole.data.iter().count()), (4, 2, 2));
        let listed = whole.elements.iter().flat_map(|element| match &element.items {
            walrus::ElementItems::Functions(functions) => functions.iter().map(|id| id.index()).collect(),
            walrus::ElementItems::Expressions(..) => Vec::new(),
        });
        assert_eq!(listed.collect::<Vec<_>>(), [0, 2], "of each chunk the one that calls");
    }

    #[test]
    fn a_whole_that_would_not_hold_together_is_refused() {
        let mut other = chunk(1, false);
        // The type of a function that takes and gives nothing, damaged.
        let at = other.windows(3).position(|bytes| bytes == [0x60, 0, 0]).unwrap();
        other[at] = 0x5f;
        assert!(merge(&[&chunk(1, false), &other]).is_err());
    }

    #[test]
    fn routes_need_the_one_in_the_place_of_those_that_are_gone() {
        let link = without(LINK, "chunk_8.wasm").unwrap();
        assert!(!link.contains("chunk_8.wasm") && link.contains("chunk_7.wasm"));
        let link = with_needs(&link, |name| if name == "__chunk_8" { "__chunk_7".to_owned() } else { name.to_owned() });
        assert!(link.ends_with(", [__chunk_7, __chunk_9]));\n"), "{link}");
        assert!(without(LINK, "chunk_6.wasm").is_err());
    }

    const LINK: &str = "const __chunk_7 = makeLoad(() => {\n    fetch(new URL(\"./chunk_7.wasm\", import.meta.url));\n}\n, []);\n\
                        const __chunk_8 = makeLoad(() => {\n    fetch(new URL(\"./chunk_8.wasm\", import.meta.url));\n}\n, []);\n\
                        export const load = wrapAsyncCb(makeLoad(() => {}, [__chunk_7, __chunk_8, __chunk_9]));\n";
}
