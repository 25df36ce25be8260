//! Files of the library.

use crate::State;
use crate::http::files::BYTES;
use crate::http::{ApiError, Request, if_match, no_query, raw, validators, versioned};
use crate::library::reference;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, Charset, ContentDisposition,
    DispositionParam, DispositionType, ETAG, ExtendedValue,
};
use actix_web::{HttpRequest, HttpResponse, delete, get, put, web};
use app::library::KeptFile;
use domain::library::{FileQuery, LibraryItem, MAX_FILE_BYTES, NewLibraryFile};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(get_library_item_file)
        .service(get_library_item_image)
        .service(replace_library_item_file)
        .service(delete_library_item_file);
}

/// Whatever a file is, a browser runs nothing in it.
const NOTHING_RUNS: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Gets the file of an item of the library
///
/// As it came, to be kept and never to be shown as a page: what it is, how long it is and its digest are told with the
/// item.
#[utoipa::path(tag = "library", params(("item" = String, Path, description = "Id or slug of the item.", max_length = 120, example = "heat-action-platform")),
    responses((status = 200, description = "The file.", body = String, content_type = "application/octet-stream")))]
#[get("/library-items/{item}/file")]
async fn get_library_item_file(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    item: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let kept = app::library::get_library_item_file(&state.ctx, &caller.actor, &reference(&item)?).await?;
    let etag = format!("\"{}\"", kept.file.sha256);
    if let Some(unchanged) = validators::not_modified(&request, &etag) {
        return Ok(unchanged);
    }
    let bytes = app::library::read_file(&state.ctx, &kept).await?;
    let mut response = HttpResponse::Ok();
    response.content_type(BYTES).insert_header((ETAG, etag)).insert_header((CACHE_CONTROL, "public, no-cache"));
    response.insert_header((CONTENT_DISPOSITION, disposition(&kept)));
    response.insert_header((CONTENT_SECURITY_POLICY, NOTHING_RUNS));
    // Said, so that the layer that packs leaves it alone: most files are packed in themselves.
    response.insert_header((CONTENT_ENCODING, "identity"));
    Ok(response.body(bytes))
}

/// Shows the file of an item of the library that is a picture
///
/// A PNG or a JPEG, for pages: notes show such items as figures. An item whose file is something else has none.
#[utoipa::path(tag = "library", params(("item" = String, Path, description = "Id or slug of the item.", max_length = 120, example = "heat-action-platform")),
    responses((status = 200, description = "The picture.", content((String = "image/png"), (String = "image/jpeg")))))]
#[get("/library-items/{item}/image")]
async fn get_library_item_image(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    item: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    let kept = app::library::get_library_item_image(&state.ctx, &caller.actor, &reference(&item)?).await?;
    let etag = format!("\"{}\"", kept.file.sha256);
    if let Some(unchanged) = validators::not_modified(&request, &etag) {
        return Ok(unchanged);
    }
    let bytes = app::library::read_file(&state.ctx, &kept).await?;
    let mut response = HttpResponse::Ok();
    response.content_type(kept.file.media_type.as_str()).insert_header((ETAG, etag));
    response.insert_header((CACHE_CONTROL, "public, no-cache"));
    response.insert_header((CONTENT_SECURITY_POLICY, NOTHING_RUNS));
    response.insert_header((CONTENT_ENCODING, "identity"));
    Ok(response.body(bytes))
}

/// To be kept under its name; for programs that know no other letters, under that of its item.
fn disposition(kept: &KeptFile) -> ContentDisposition {
    let plain = kept.file.media_type.file_name(None, &kept.slug);
    let name = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: kept.file.name.clone().into_bytes(),
    };
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(plain), DispositionParam::FilenameExt(name)],
    }
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents the query; domain::library::FileQuery reads it")]
struct FileParams {
    /// What the file is called; after the item when left out. An ending that fits is added where it lacks.
    #[param(max_length = 150, example = "heat-action-plan.pdf")]
    name: Option<String>,
}

/// Gives an item of the library its file
///
/// For editors of the network. The body is the file as it is, of at most 20 MiB: PDF, CSV in UTF-8, a document of Word,
/// Excel (`.docx`, `.xlsx`) or OpenDocument (`.odt`) without programs in it, PNG or JPEG. What it is, is found by what is
/// in it; a type that is said must be that one. The file before goes. Send the version of the item as `If-Match`.
#[utoipa::path(tag = "library", params(("item" = String, Path, description = "Id or slug of the item.", max_length = 120, example = "heat-action-platform"), FileParams),
    request_body(content(
        (String = "application/octet-stream"), (String = "application/pdf"), (String = "text/csv"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (String = "application/vnd.oasis.opendocument.text"), (String = "image/png"), (String = "image/jpeg")
    ), description = "The file."),
    responses((status = 200, description = "The item as it is now.", body = LibraryItem)))]
#[put("/library-items/{item}/file")]
async fn replace_library_item_file(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    item: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let query = FileQuery::parse(request.query_string()).map_err(ApiError::bad_query)?;
    app::library::may_replace_file(&caller.actor)?;
    let (item, expected) = (reference(&item)?, if_match(&request)?);
    let media_type = raw::sent_type(&request)?;
    let bytes = raw::read(&request, payload, MAX_FILE_BYTES).await?;
    let new = NewLibraryFile { name: query.name, media_type, bytes };
    let caller = caller.caller(&());
    let changed = app::library::replace_library_item_file(&state.ctx, caller, &item, expected, new).await?;
    Ok(versioned(changed.version, &changed))
}

/// Removes the file of an item of the library
///
/// For editors of the network; the item stays, with its link. One without a link keeps its file. Send the version of the
/// item as `If-Match`, such as `"v1"`.
#[utoipa::path(tag = "library", params(("item" = String, Path, description = "Id or slug of the item.", max_length = 120, example = "heat-action-platform")), responses((status = 200, description = "The item as it is now.", body = LibraryItem)))]
#[delete("/library-items/{item}/file")]
async fn delete_library_item_file(
    state: web::Data<State>,
    caller: Request,
    request: HttpRequest,
    item: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    no_query(&request)?;
    caller.signed_in()?;
    let (item, expected) = (reference(&item)?, if_match(&request)?);
    let caller = caller.caller(&());
    let changed = app::library::delete_library_item_file(&state.ctx, caller, &item, expected).await?;
    Ok(versioned(changed.version, &changed))
}
