//! SeekStorm beside us: `seekstorm-peer CATALOGUE FOLDER` indexes a CSV of SKUs and texts in the folder, says `ready`, and answers
//! each line of its input, a text's words with spaces between, with one line of JSON: microseconds of the search, and SKUs, best first.
//! The time is taken here, so that no pipe is in it.

use std::collections::HashSet;
use std::error::Error;
use std::io::{BufRead, Write};
use std::path::Path;
use std::time::Instant;

use seekstorm::commit::Commit;
use seekstorm::index::{
    AccessType, Clustering, DocumentCompression, FrequentwordType, IndexArc, IndexDocuments, IndexMetaObject, LexicalSimilarity, NgramSet,
    SpellingCorrection, StemmerType, StopwordType, TokenizerType, create_index,
};
use seekstorm::search::{QueryRewriting, QueryType, ResultType, Search, SearchMode};
use seekstorm::vector::Inference;
use serde_json::json;

const FOUND: usize = 10;
const DISTANCE: usize = 1;
/// Letters of a word from which a slip is looked for.
const FORGIVEN_FROM: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let [catalogue, folder] = std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "seekstorm-peer CATALOGUE FOLDER")?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(serve(&catalogue, Path::new(&folder)))
}

async fn serve(catalogue: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let index = indexed(catalogue, folder).await?;
    let mut out = std::io::stdout();
    writeln!(out, "ready")?;
    for line in std::io::stdin().lock().lines() {
        let (query, started) = (line?, Instant::now());
        let found = search(&index, query).await?;
        let microseconds = started.elapsed().as_secs_f64() * 1e6;
        writeln!(out, "{}", json!({"us": microseconds, "found": found}))?;
        out.flush()?;
    }
    Ok(())
}

async fn indexed(catalogue: &str, folder: &Path) -> Result<IndexArc, Box<dyn Error>> {
    let schema = serde_json::from_value(json!([
        {"field": "sku", "field_type": "String16", "store": true, "index_lexical": false},
        {"field": "text", "field_type": "Text", "store": false, "index_lexical": true, "longest": true, "dictionary_source": true},
    ]))?;
    let meta = IndexMetaObject {
        id: 0,
        name: "products".into(),
        lexical_similarity: LexicalSimilarity::Bm25f,
        tokenizer: TokenizerType::UnicodeAlphanumericFolded,
        stemmer: StemmerType::None,
        stop_words: StopwordType::None,
        frequent_words: FrequentwordType::English,
        ngram_indexing: NgramSet::NgramFF as u8 | NgramSet::NgramFFF as u8,
        document_compression: DocumentCompression::Snappy,
        access_type: AccessType::Ram,
        spelling_correction: Some(SpellingCorrection {
            max_dictionary_edit_distance: DISTANCE,
            term_length_threshold: Some(vec![FORGIVEN_FROM]),
            count_threshold: 1,
            max_dictionary_entries: 500_000,
        }),
        query_completion: None,
        clustering: Clustering::None,
        inference: Inference::None,
        segment_number_bits: 11,
    };
    let index = create_index(folder, meta, &schema, &Vec::new(), true, None).await?;
    let mut rows = csv::Reader::from_path(catalogue)?;
    let mut documents = Vec::new();
    for row in rows.deserialize() {
        let (sku, text): (String, String) = row?;
        documents.push(serde_json::from_value(json!({"sku": sku, "text": text}))?);
    }
    index.index_documents(documents).await;
    index.commit().await;
    Ok(index)
}

async fn search(index: &IndexArc, query: String) -> Result<Vec<String>, Box<dyn Error>> {
    let rewriting = QueryRewriting::SearchRewrite {
        correct: Some(FORGIVEN_FROM),
        distance: DISTANCE,
        term_length_threshold: Some(vec![FORGIVEN_FROM]),
        complete: None,
        length: None,
    };
    let (no_vector, no_empty, from, no_uncommitted) = (None, false, 0, false);
    let answer = index
        .search(
            query,
            no_vector,
            QueryType::Union,
            SearchMode::Lexical,
            no_empty,
            from,
            FOUND,
            ResultType::Topk,
            no_uncommitted,
            Vec::new(),
            Vec::new(),
            Vec::new(),
            Vec::new(),
            rewriting,
        )
        .await;
    let index = index.read().await;
    let mut found = Vec::new();
    for result in &answer.results {
        let document = index.get_document(result.doc_id, false, &None, &HashSet::new(), &Vec::new()).await?;
        found.extend(document.get("sku").and_then(|sku| sku.as_str()).map(str::to_owned));
    }
    Ok(found)
}
