//! Taking out of the products what a browser does not need: names, padding, indentation, comments.

use std::fmt::Write as _;

use anyhow::{Result, bail};
use walrus::{Module, ModuleConfig};

/// The section that tells a linker what the code may use.
const FEATURES: &str = "target_features";

/// A wasm module written anew. The splitter leaves room in every number that the linker might have changed, all types of
/// the app in every chunk, and what nobody uses any more; half of a chunk is names.
pub(super) fn wasm(module: &[u8]) -> Result<Vec<u8>> {
    let mut module = parse(module)?;
    Ok(emit(&mut module))
}

/// The main module and its script with a short name for each function that the module takes from the script: the names
/// that wasm-bindgen gives end in sixteen random digits, which do not compress, twice each.
///
/// # Errors
/// When the script does not define each function once, at the start of a line.
pub(super) fn short_names(module: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut module = parse(module)?;
    let mut script = script.to_owned();
    for (number, import) in module.imports.iter_mut().filter(|import| import.module == SCRIPT).enumerate() {
        let defined = ["\n", &import.name, ":"].concat();
        if script.matches(&defined).count() != 1 {
            bail!("the script of the app does not define `{}` as expected", import.name);
        }
        import.name.clear();
        write!(import.name, "f{number}")?;
        script = script.replacen(&defined, &["\n", &import.name, ":"].concat(), 1);
    }
    Ok((emit(&mut module), script))
}

/// What wasm-bindgen calls the script in the main module.
const SCRIPT: &str = "./app_bg.js";

fn parse(module: &[u8]) -> Result<Module> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    config.parse(module)
}

fn emit(module: &mut Module) -> Vec<u8> {
    module.customs.remove_raw(FEATURES);
    walrus::passes::gc::run(module);
    module.emit_wasm()
}

/// JavaScript as it was generated, without indentation and without lines that are nothing but comment. A file
/// whose text could hang on its line starts (a template literal over several lines) stays as it is.
pub(super) fn script(text: &str) -> String {
    if text.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return text.to_owned();
    }
    let mut kept = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        in_comment = in_comment || line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
        in_comment = in_comment && !line.ends_with("*/");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, script, short_names, wasm};
    use walrus::{FunctionBuilder, Module, ModuleConfig, RawCustomSection, ValType};

    /// A module with a function that it exports, one that nobody uses, and one that it takes from the script.
    fn module() -> Module {
        let mut module = Module::with_config(ModuleConfig::new());
        let taken = module.types.add(&[], &[]);
        let (taken, _) = module.add_import_func(SCRIPT, "__wbg_now_0123456789abcdef", taken);
        let mut shown = FunctionBuilder::new(&mut module.types, &[], &[]);
        shown.name("shown".to_owned()).func_body().call(taken);
        let shown = shown.finish(Vec::new(), &mut module.funcs);
        module.exports.add("shown", shown);
        let mut unused = FunctionBuilder::new(&mut module.types, &[ValType::I64], &[]);
        unused.func_body().unreachable();
        unused.finish(Vec::new(), &mut module.funcs);
        module.customs.add(RawCustomSection { name: "target_features".to_owned(), data: vec![0] });
        module.customs.add(RawCustomSection { name: "other".to_owned(), data: vec![7] });
        module
    }

    #[test]
    fn what_nobody_uses_goes_and_everything_else_stays() {
        let full = module().emit_wasm();
        let trimmed = Module::from_buffer(&wasm(&full).unwrap()).unwrap();
        assert_eq!(trimmed.exports.iter().map(|export| export.name.as_str()).collect::<Vec<_>>(), ["shown"]);
        assert_eq!(trimmed.funcs.iter().count(), 2);
        assert!(trimmed.types.iter().all(|of| of.params().is_empty()));
        assert_eq!(trimmed.customs.iter().map(|(_, section)| section.name()).collect::<Vec<_>>(), ["other"]);
        assert!(trimmed.funcs.iter().all(|function| function.name.is_none()));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(wasm(b"no wasm").is_err());
        let mut cut = module().emit_wasm();
        cut.pop();
        assert!(wasm(&cut).is_err());
    }

    #[test]
    fn module_and_script_agree_about_short_names() {
        let text = "const import0 = {\n__wbg_now_0123456789abcdef: function() {\n},\n};\n";
        let (module_then, text_then) = short_names(&module().emit_wasm(), text).unwrap();
        assert_eq!(text_then, "const import0 = {\nf0: function() {\n},\n};\n");
        let imports = Module::from_buffer(&module_then).unwrap().imports;
        assert_eq!(imports.iter().map(|import| import.name.as_str()).collect::<Vec<_>>(), ["f0"]);
        assert!(short_names(&module().emit_wasm(), "nothing").is_err());
    }

    #[test]
    fn scripts_lose_indentation_and_comments_only() {
        let text = "/**\n * What it does.\n */\nfunction f() {\n    // a remark\n    return \"// kept\";\n\n}\n";
        assert_eq!(script(text), "function f() {\nreturn \"// kept\";\n}\n");
        let literal = "const x = `a\n   b`;\n";
        assert_eq!(script(literal), literal);
    }
}
