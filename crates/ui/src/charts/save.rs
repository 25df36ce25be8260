//! A chart as a file: SVG and PNG as it is seen, CSV of its data.

use js_sys::{Array, Function};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, CssStyleDeclaration, Element, HtmlAnchorElement,
    HtmlCanvasElement, HtmlImageElement, Url, XmlSerializer,
};

/// What the app's sheet says of a shape, and a file has to say itself.
const LOOKS: [&str; 6] = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-weight", "paint-order"];
/// Pixels of the PNG for one of the screen.
const SHARP: f64 = 2.0;

/// Lets the browser keep a text as a file.
pub(super) fn text(name: &str, kind: &str, text: &str) {
    let keep = || -> Result<(), JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
        let address = Url::create_object_url_with_blob(&blob)?;
        keep_from(name, &address)?;
        // The browser has taken it up with the click.
        Url::revoke_object_url(&address)
    };
    // Fails only where the browser has no files.
    let _ = keep();
}

/// Keeps the picture as SVG.
pub(super) fn svg(name: &str, picture: &Element) {
    if let Ok(svg) = standalone(picture) {
        text(name, "image/svg+xml", &svg);
    }
}

/// Keeps the picture as PNG.
pub(super) fn png(name: &str, picture: &Element) {
    // Fails only where the browser has no canvas.
    let _ = draw(name.to_owned(), picture);
}

fn keep_from(name: &str, address: &str) -> Result<(), JsValue> {
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(address);
    link.set_download(name);
    link.click();
    Ok(())
}

/// The picture with all that it needs in itself: colours as every program knows them, and its ground.
fn standalone(picture: &Element) -> Result<String, JsValue> {
    let copy: Element = picture.clone_node_with_deep(true)?.dyn_into()?;
    let mut palette = Palette::new()?;
    let (from, to) = (below(picture)?, below(&copy)?);
    for (from, to) in from.iter().zip(&to) {
        let Some(style) = window().get_computed_style(from)? else { continue };
        for look in LOOKS {
            let value = style.get_property_value(look)?;
            let colour = (look == "fill" || look == "stroke") && value != "none" && !value.starts_with("url");
            to.set_attribute(look, &if colour { palette.plain(&value)? } else { value })?;
        }
        to.remove_attribute("class")?;
    }
    let ground = picture.parent_element().and_then(|parent| window().get_computed_style(&parent).ok().flatten());
    let ground = ground.map(|style: CssStyleDeclaration| style.get_property_value("background-color")).transpose()?;
    let rect = document().create_element_ns(Some("http://www.w3.org/2000/svg"), "rect")?;
    for (name, value) in [("width", "100%"), ("height", "100%"), ("fill", &palette.plain(&ground.unwrap_or_default())?)]
    {
        rect.set_attribute(name, value)?;
    }
    copy.insert_before(&rect, copy.first_child().as_ref())?;
    XmlSerializer::new()?.serialize_to_string(&copy)
}

fn below(root: &Element) -> Result<Vec<Element>, JsValue> {
    let nodes = root.query_selector_all("*")?;
    Ok((0..nodes.length()).filter_map(|at| nodes.get(at)?.dyn_into().ok()).collect())
}

/// Colours as red, green and blue: programs that read SVG know no OKLCH.
struct Palette {
    context: CanvasRenderingContext2d,
    known: Vec<(String, String)>,
}

impl Palette {
    fn new() -> Result<Self, JsValue> {
        Ok(Self { context: context(&canvas(1.0, 1.0)?)?, known: Vec::new() })
    }

    fn plain(&mut self, colour: &str) -> Result<String, JsValue> {
        if let Some((_, plain)) = self.known.iter().find(|(known, _)| known == colour) {
            return Ok(plain.clone());
        }
        self.context.clear_rect(0.0, 0.0, 1.0, 1.0);
        self.context.set_fill_style_str(colour);
        self.context.fill_rect(0.0, 0.0, 1.0, 1.0);
        let pixel = self.context.get_image_data(0.0, 0.0, 1.0, 1.0)?.data().0;
        let plain = match pixel[..] {
            [_, _, _, 0] => "none".to_owned(),
            [red, green, blue, _] => format!("#{red:02x}{green:02x}{blue:02x}"),
            _ => colour.to_owned(),
        };
        self.known.push((colour.to_owned(), plain.clone()));
        Ok(plain)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes of pictures are small and not negative"
)]
fn canvas(width: f64, height: f64) -> Result<HtmlCanvasElement, JsValue> {
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    canvas.set_width((width * SHARP) as u32);
    canvas.set_height((height * SHARP) as u32);
    Ok(canvas)
}

fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, JsValue> {
    Ok(canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?)
}

fn draw(name: String, picture: &Element) -> Result<(), JsValue> {
    let size = picture.get_bounding_client_rect();
    let (canvas, image) = (canvas(size.width(), size.height())?, HtmlImageElement::new()?);
    // An address of data, because the content security policy lets pictures come from nowhere else.
    let address = String::from(js_sys::encode_uri_component(&standalone(picture)?));
    let drawn = {
        let image = image.clone();
        move || -> Result<(), JsValue> {
            let context = context(&canvas)?;
            context.draw_image_with_html_image_element_and_dw_and_dh(
                &image,
                0.0,
                0.0,
                size.width() * SHARP,
                size.height() * SHARP,
            )?;
            keep_from(&name, &canvas.to_data_url_with_type("image/png")?)
        }
    };
    let arrived: Function = Closure::once_into_js(move || _ = drawn()).unchecked_into();
    image.set_onload(Some(&arrived));
    image.set_src(&["data:image/svg+xml;charset=utf-8,", &address].concat());
    Ok(())
}
