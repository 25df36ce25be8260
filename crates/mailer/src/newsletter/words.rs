//! The fixed words around a newsletter, in each language.

use crate::texts::Language;

/// The words. `{n}`, `{list}` and `{site}` stand for what they are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) number: &'static str,
    pub(super) web: &'static str,
    pub(super) read: &'static str,
    pub(super) why: &'static str,
    pub(super) manage: &'static str,
    pub(super) leave: &'static str,
    pub(super) questions: &'static str,
}

const AR: Words = Words {
    number: "العدد {n}",
    web: "اقرأ هذا العدد على الويب",
    read: "اقرأ المزيد",
    why: "تصلك هذه الرسالة لأنك اشتركت في {list} على {site}.",
    manage: "تغيير الاشتراك أو إيقافه مؤقتًا",
    leave: "إلغاء الاشتراك",
    questions: "لديك سؤال؟",
};

const EN: Words = Words {
    number: "Issue {n}",
    web: "Read this issue on the web",
    read: "Read on",
    why: "You get this mail because you subscribed to {list} at {site}.",
    manage: "Change or pause your subscription",
    leave: "Unsubscribe",
    questions: "Questions?",
};

const ES: Words = Words {
    number: "Número {n}",
    web: "Leer este número en la web",
    read: "Seguir leyendo",
    why: "Recibe este correo porque se suscribió a {list} en {site}.",
    manage: "Cambiar o pausar la suscripción",
    leave: "Darse de baja",
    questions: "¿Preguntas?",
};

const FR: Words = Words {
    number: "Numéro {n}",
    web: "Lire ce numéro sur le web",
    read: "Lire la suite",
    why: "Vous recevez ce message parce que vous êtes abonné·e à {list} sur {site}.",
    manage: "Modifier ou suspendre l’abonnement",
    leave: "Se désabonner",
    questions: "Des questions ?",
};

const PT: Words = Words {
    number: "Edição {n}",
    web: "Ler esta edição na web",
    read: "Continuar a ler",
    why: "Recebe esta mensagem porque subscreveu {list} em {site}.",
    manage: "Alterar ou suspender a subscrição",
    leave: "Cancelar a subscrição",
    questions: "Perguntas?",
};

/// The words of a language.
pub(super) const fn of(language: Language) -> Words {
    match language {
        Language::Ar => AR,
        Language::En => EN,
        Language::Es => ES,
        Language::Fr => FR,
        Language::Pt => PT,
    }
}
