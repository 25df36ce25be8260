//! The fixed words that an issue is put together with, in its language: titles of sections, grades, what cities have in
//! common.

use domain::briefings::SectionKind;
use domain::cities::SimilarityAspect;
use domain::lessons::LessonGrade;
use domain::vocabularies::Language;

/// One word in each language, in the order Arabic, English, Spanish, French, Portuguese.
type Word = [&'static str; 5];

const fn in_language(word: Word, language: Language) -> &'static str {
    let [arabic, english, spanish, french, portuguese] = word;
    match language {
        Language::Arabic => arabic,
        Language::English => english,
        Language::Spanish => spanish,
        Language::French => french,
        Language::Portuguese => portuguese,
    }
}

/// The title of a section; `topic` is what its topic is called.
pub(super) fn section(kind: SectionKind, topic: Option<&str>, language: Language) -> String {
    let title = in_language(driver(kind).unwrap_or_else(|| other(kind)), language);
    match topic {
        Some(topic) => format!("{title}: {topic}"),
        None => title.to_owned(),
    }
}

/// The four drivers of the City Resilience Framework.
const fn driver(kind: SectionKind) -> Option<Word> {
    Some(match kind {
        SectionKind::HealthWellbeing => {
            ["الصحة والرفاه", "Health & Wellbeing", "Salud y bienestar", "Santé et bien-être", "Saúde e bem-estar"]
        }
        SectionKind::EconomySociety => [
            "الاقتصاد والمجتمع",
            "Economy & Society",
            "Economía y sociedad",
            "Économie et société",
            "Economia e sociedade",
        ],
        SectionKind::InfrastructureEnvironment => [
            "البنية التحتية والبيئة",
            "Infrastructure & Environment",
            "Infraestructura y medio ambiente",
            "Infrastructures et environnement",
            "Infraestrutura e ambiente",
        ],
        SectionKind::LeadershipStrategy => [
            "القيادة والاستراتيجية",
            "Leadership & Strategy",
            "Liderazgo y estrategia",
            "Leadership et stratégie",
            "Liderança e estratégia",
        ],
        _ => return None,
    })
}

/// The other sections.
const fn other(kind: SectionKind) -> Word {
    match kind {
        SectionKind::KeyTopic => ["موضوع رئيسي", "A key topic", "Un tema clave", "Un thème clé", "Um tema central"],
        SectionKind::AcrossTheWorld => [
            "دروس من أنحاء العالم",
            "Lessons from across the world",
            "Lecciones de todo el mundo",
            "Leçons du monde entier",
            "Lições de todo o mundo",
        ],
        SectionKind::CaseStudy => {
            ["دراسة حالة", "A case study", "Un estudio de caso", "Une étude de cas", "Um estudo de caso"]
        }
        SectionKind::Reading => [
            "ندوات وقراءات مفيدة",
            "Useful webinars and reading",
            "Seminarios web y lecturas útiles",
            "Webinaires et lectures utiles",
            "Webinars e leituras úteis",
        ],
        _ => ["قسم", "Section", "Sección", "Rubrique", "Secção"],
    }
}

/// How well a lesson is supported.
pub(super) const fn grade(grade: LessonGrade, language: Language) -> &'static str {
    let word: Word = match grade {
        LessonGrade::None => ["إرشاد", "Guidance", "Orientación", "Recommandation", "Orientação"],
        LessonGrade::Reported => [
            "أبلغت عنه مدينة",
            "Reported",
            "Comunicada por una ciudad",
            "Rapportée par une ville",
            "Relatada por uma cidade",
        ],
        LessonGrade::SeveralCities => {
            ["نجح في عدة مدن", "Several cities", "Varias ciudades", "Plusieurs villes", "Várias cidades"]
        }
        LessonGrade::Evaluated => ["قُيِّم", "Evaluated", "Evaluada", "Évaluée", "Avaliada"],
    };
    in_language(word, language)
}

/// The title of a city's part of an issue.
pub(super) fn edition(city: &str, language: Language) -> String {
    let word: Word = [
        "دروس من مدن تشبه {city}",
        "Lessons from cities like {city}",
        "Lecciones de ciudades como {city}",
        "Leçons de villes comme {city}",
        "Lições de cidades como {city}",
    ];
    in_language(word, language).replace("{city}", city)
}

/// What two cities have in common.
pub(super) const fn aspect(aspect: SimilarityAspect, language: Language) -> &'static str {
    let word: Word = match aspect {
        SimilarityAspect::Shocks => ["الصدمات", "shocks", "impactos", "chocs", "choques"],
        SimilarityAspect::Stresses => ["الضغوط", "stresses", "tensiones", "tensions", "tensões"],
        SimilarityAspect::Population => ["الحجم", "size", "tamaño", "taille", "dimensão"],
        SimilarityAspect::Climate => ["المناخ", "climate", "clima", "climat", "clima"],
        SimilarityAspect::Coast => {
            ["الموقع من الساحل", "place at the coast", "situación costera", "situation littorale", "situação costeira"]
        }
        SimilarityAspect::Income => ["مستوى الدخل", "income", "ingresos", "revenus", "rendimento"],
        SimilarityAspect::Region => ["المنطقة", "region", "región", "région", "região"],
    };
    in_language(word, language)
}

/// In what a city is like the one whose edition it is.
pub(super) fn alike(aspects: &[SimilarityAspect], language: Language) -> String {
    let word: Word = [
        "تشابه في: {aspects}",
        "Alike in: {aspects}",
        "Se parecen en: {aspects}",
        "Points communs : {aspects}",
        "Semelhantes em: {aspects}",
    ];
    let comma = if language == Language::Arabic { "، " } else { ", " };
    let aspects: Vec<&str> = aspects.iter().map(|one| aspect(*one, language)).collect();
    in_language(word, language).replace("{aspects}", &aspects.join(comma))
}
