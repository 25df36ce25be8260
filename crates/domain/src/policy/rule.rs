//! The rules: whom each lets through.

use super::{Action, Actor, MembershipRole, Role, Scope, SignedIn, Standing};
use ids::{AccountId, CityId, OrganisationId};

keys! {
    /// Why somebody may do something.
    Rule {
        /// Everyone may.
        Anyone = "anyone",
        /// Everyone who has signed in may, for themselves.
        SignedIn = "signed_in",
        /// It is their own account.
        OwnAccount = "own_account",
        /// They write it together with whose it is.
        CoAuthor = "co_author",
        /// They belong to the organisation.
        Member = "member",
        /// They lead the organisation.
        Lead = "lead",
        /// It is a key of the organisation, with the scope that the operation asks for.
        Key = "key",
        /// They are an editor of the network, and the city has no lead.
        EditorWithoutLead = "editor_without_lead",
        /// They are an editor of the network, and it waits for review.
        EditorInReview = "editor_in_review",
        /// They are an editor of the network, and it is the network's own.
        EditorOfNetwork = "editor_of_network",
        /// They are an editor of the network.
        Editor = "editor",
        /// They are an administrator.
        Administrator = "administrator",
        /// They are the person at the machine.
        Operator = "operator",
    }
}

/// What an action is done to, as far as rules ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Thing {
    /// The account that it belongs to.
    pub account: Option<AccountId>,
    /// One who writes it together with whose it is: of several the one who asks, since it is asked of them alone.
    pub co_author: Option<AccountId>,
    /// The organisation that it belongs to.
    pub organisation: Option<OrganisationId>,
    /// The city that it is about.
    pub city: Option<CityId>,
    /// Whether that city, or that organisation, has nobody who leads it.
    pub leaderless: bool,
    /// Whether it waits for review.
    pub in_review: bool,
    /// Whether it is the network's own, and nobody's besides.
    pub of_network: bool,
}

impl Thing {
    /// Nothing that belongs to anybody.
    pub const NONE: Self = Self {
        account: None,
        co_author: None,
        organisation: None,
        city: None,
        leaderless: false,
        in_review: false,
        of_network: false,
    };

    /// Something of an account.
    #[must_use]
    pub const fn account(account: AccountId) -> Self {
        Self { account: Some(account), ..Self::NONE }
    }

    /// Something of an organisation.
    #[must_use]
    pub const fn organisation(organisation: OrganisationId, leaderless: bool) -> Self {
        Self { organisation: Some(organisation), leaderless, ..Self::NONE }
    }

    /// Somebody's place in an organisation, and the city where the organisation is one.
    #[must_use]
    pub const fn membership(
        account: AccountId,
        organisation: OrganisationId,
        city: Option<CityId>,
        leaderless: bool,
    ) -> Self {
        Self { account: Some(account), organisation: Some(organisation), city, leaderless, ..Self::NONE }
    }

    /// Something of an account, or of the network where it is nobody's.
    #[must_use]
    pub const fn of_account_or_network(account: Option<AccountId>) -> Self {
        Self { account, of_network: account.is_none(), ..Self::NONE }
    }

    /// Something about a city.
    #[must_use]
    pub const fn city(city: CityId, leaderless: bool) -> Self {
        Self { city: Some(city), leaderless, ..Self::NONE }
    }
}

impl Rule {
    /// Whether the rule lets `actor` do `action` to `thing`.
    pub(super) fn lets(self, actor: &Actor, action: Action, thing: Thing) -> bool {
        match (self, actor) {
            (Self::Anyone, _) | (Self::SignedIn, Actor::Person(_)) | (Self::Operator, Actor::Operator) => true,
            (Self::OwnAccount, Actor::Person(person)) => thing.account == Some(person.account),
            (Self::CoAuthor, Actor::Person(person)) => thing.co_author == Some(person.account),
            (Self::Member, Actor::Person(person)) => places(person, thing).next().is_some(),
            (Self::Lead, Actor::Person(person)) => {
                places(person, thing).any(|standing| standing.role == MembershipRole::Lead)
            }
            (Self::EditorWithoutLead, Actor::Person(person)) => {
                thing.leaderless && person.roles.contains(&Role::Editor)
            }
            (Self::EditorInReview, Actor::Person(person)) => thing.in_review && person.roles.contains(&Role::Editor),
            (Self::EditorOfNetwork, Actor::Person(person)) => thing.of_network && person.roles.contains(&Role::Editor),
            (Self::Editor, Actor::Person(person)) => person.roles.contains(&Role::Editor),
            (Self::Administrator, Actor::Person(person)) => person.roles.contains(&Role::Administrator),
            (Self::Key, Actor::Machine(machine)) => machine.has(action.key_scope()) && machine.owns(thing),
            (_, Actor::Visitor | Actor::Operator | Actor::Machine(_))
            | (Self::Operator | Self::Key, Actor::Person(_)) => false,
        }
    }

    /// Whether it could let somebody through who has signed in.
    pub(super) const fn can_let_a_person(self) -> bool {
        !matches!(self, Self::Operator | Self::Key)
    }

    /// Whether it could let one through who acts as `actor` does, whoever they are and whatever they do it to.
    #[must_use]
    pub const fn could_let(self, actor: &Actor) -> bool {
        match actor {
            Actor::Visitor => matches!(self, Self::Anyone),
            Actor::Person(_) => self.can_let_a_person(),
            Actor::Machine(_) => matches!(self, Self::Anyone | Self::Key),
            Actor::Operator => matches!(self, Self::Anyone | Self::Operator),
        }
    }

    /// Whether it asks what `thing` leaves open: whose it is, or to which city or organisation it belongs.
    #[must_use]
    pub const fn asks_beyond(self, thing: Thing) -> bool {
        match self {
            Self::OwnAccount | Self::CoAuthor | Self::EditorInReview | Self::EditorOfNetwork => {
                thing.account.is_none() && !thing.of_network
            }
            Self::Member | Self::Lead | Self::Key | Self::EditorWithoutLead => {
                thing.organisation.is_none() && thing.city.is_none()
            }
            Self::Anyone | Self::SignedIn | Self::Editor | Self::Administrator | Self::Operator => false,
        }
    }

    /// Whether a role that waits for a second factor is what it asks for.
    pub(super) fn waits_for_second_factor(self, person: &SignedIn) -> bool {
        self.role().is_some_and(|role| person.roles_waiting.contains(&role))
    }

    /// The role that it asks for.
    #[must_use]
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Editor | Self::EditorWithoutLead | Self::EditorInReview | Self::EditorOfNetwork => Some(Role::Editor),
            Self::Administrator => Some(Role::Administrator),
            Self::Anyone
            | Self::SignedIn
            | Self::OwnAccount
            | Self::CoAuthor
            | Self::Member
            | Self::Lead
            | Self::Key
            | Self::Operator => None,
        }
    }

    /// Whose eyes somebody looks with whom the rule let through.
    #[must_use]
    pub fn scope(self, actor: &Actor) -> Scope {
        match (self, actor) {
            (Self::Anyone | Self::SignedIn | Self::OwnAccount | Self::CoAuthor, Actor::Person(person)) => {
                Scope::Account(person.account)
            }
            // A machine never looks further than its organisation, whatever let it through.
            (_, Actor::Machine(machine)) => Scope::Organisation(machine.organisation),
            (_, Actor::Operator) => Scope::Everything,
            (_, Actor::Visitor) => Scope::Public,
            (
                Self::Member
                | Self::Lead
                | Self::Key
                | Self::EditorWithoutLead
                | Self::EditorInReview
                | Self::EditorOfNetwork
                | Self::Editor
                | Self::Administrator
                | Self::Operator,
                _,
            ) => Scope::Everything,
        }
    }
}

/// The actor's places in the organisation, or in that of the city, that the thing is of.
fn places(person: &SignedIn, thing: Thing) -> impl Iterator<Item = &Standing> {
    person.standings.iter().filter(move |standing| {
        thing.organisation == Some(standing.organisation) || (thing.city.is_some() && thing.city == standing.city)
    })
}
