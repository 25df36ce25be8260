//! One wasm module of several.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context as _, Result, bail};
use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, DataSection, ElementSection, FunctionSection, ImportSection, Module, RawSection, SectionId,
};
use wasmparser::{BinaryReader, Parser, Payload, TypeRef};

/// The bytes of a module's code and data: what is left of it when names and the types of the whole app are taken out.
///
/// # Errors
/// When it is no wasm.
pub(super) fn weight(module: &[u8]) -> Result<usize> {
    let mut weight = 0;
    for payload in Parser::new(0).parse_all(module) {
        let range = match payload? {
            Payload::CodeSectionStart { range, .. } => range,
            Payload::DataSection(section) => section.range(),
            Payload::ElementSection(section) => section.range(),
            _ => continue,
        };
        weight += usize::try_from(range.end - range.start)?;
    }
    Ok(weight)
}

/// One module of several that share types and imports, as all chunks of an app do, and export nothing.
pub(super) fn merge(modules: &[&[u8]]) -> Result<Vec<u8>> {
    let mut whole = Whole::default();
    for module in modules {
        whole.add(module)?;
    }
    Ok(whole.finish())
}

#[derive(Default)]
struct Whole {
    types: Vec<u8>,
    imports: ImportSection,
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
                Payload::ImportSection(section) => self.import(section)?,
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

    /// Keeps what chunks import, each once. With one table, one memory and one global at most, they are number 0 of
    /// their kind in every chunk, whatever their order.
    fn import(&mut self, reader: wasmparser::ImportSectionReader<'_>) -> Result<()> {
        let mut kinds = BTreeSet::new();
        for import in reader.into_imports() {
            let import = import?;
            let kind = match import.ty {
                TypeRef::Table(_) => "table",
                TypeRef::Memory(_) => "memory",
                TypeRef::Global(_) => "global",
                other => bail!("a chunk imports more than a table, a memory and a global: {other:?}"),
            };
            if !kinds.insert(kind) {
                bail!("a chunk imports more than one {kind}");
            }
            let import_text = format!("{import:?}");
            match self.imported.get(kind) {
                Some(kept) if *kept == import_text => {}
                Some(kept) => bail!("two chunks of one app import different things: {kept} and {import_text}"),
                None => {
                    RoundtripReencoder.parse_import(&mut self.imports, import)?;
                    self.imported.insert(kind, import_text);
                }
            }
        }
        Ok(())
    }

    fn finish(self) -> Vec<u8> {
        let mut module = Module::new();
        module.section(&RawSection { id: SectionId::Type as u8, data: &self.types });
        module.section(&self.imports);
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
        ConstExpr, Elements, EntityType, Function, GlobalType, MemoryType, RefType, TableType, TypeSection, ValType,
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
        assert!(weight(&chunk(1, false)).unwrap() < chunk(1, false).len());
        let mut other = chunk(1, false);
        // The type of a function that takes and gives nothing, damaged.
        let at = other.windows(3).position(|bytes| bytes == [0x60, 0, 0]).unwrap();
        other[at] = 0x5f;
        assert!(merge(&[&chunk(1, false), &other]).is_err());
    }
}
