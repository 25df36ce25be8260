//! Who may do what, decided here and nowhere else. What no rule allows is refused.
//!
//! An action has rules ([`rules`]), each of which names who it lets through; the first that applies is the reason.
//! So the same table decides, tells a person what they may do, and tells an administrator who may do a thing and why.

mod action;
mod actor;
mod machine;
mod rule;

pub use action::Action;
pub use actor::{Actor, MembershipRole, Reach, Role, Scope, SignedIn, Standing};
pub use machine::{KeyScope, Machine};
pub use rule::{Rule, Thing};

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Go ahead, by this rule.
    Allowed(Rule),
    /// Not before the actor has said who they are.
    SignIn,
    /// Not before the actor has set up a second factor: a role that asks for one would allow it.
    SecondFactor,
    /// No: the key is not for that, whatever the thing is. The scope that would be, where there is one.
    KeyLacks(Option<KeyScope>),
    /// No, and the answer may say so.
    Denied,
    /// No, and the answer must not tell whether the thing exists.
    Hidden,
}

impl Decision {
    /// Whether the actor may go ahead.
    #[must_use]
    pub const fn is_allowed(self) -> bool {
        matches!(self, Self::Allowed(_))
    }
}

/// Whether `actor` may do `action` to `thing`.
#[must_use]
pub fn may(actor: &Actor, action: Action, thing: Thing) -> Decision {
    let rules = action.rules();
    if let Some(rule) = rules.iter().find(|rule| rule.lets(actor, action, thing)) {
        return Decision::Allowed(*rule);
    }
    if let Some(refused) = actor.machine().and_then(|machine| refused_to_key(machine, action)) {
        return refused;
    }
    if action.is_secret() {
        return Decision::Hidden;
    }
    match actor {
        Actor::Visitor if rules.iter().any(|rule| rule.can_let_a_person()) => Decision::SignIn,
        Actor::Person(person) if rules.iter().any(|rule| rule.waits_for_second_factor(person)) => {
            Decision::SecondFactor
        }
        _ => Decision::Denied,
    }
}

/// Why a key may not do an action to anything at all: said of the key alone, so that it can be told without telling of
/// any thing. `None` where it lacks nothing but the thing.
fn refused_to_key(machine: &Machine, action: Action) -> Option<Decision> {
    let scope = action.key_scope();
    let is_for_it = action.rules().contains(&Rule::Key) && machine.has(scope);
    (!is_for_it).then_some(Decision::KeyLacks(scope))
}

/// To which things `actor` may do `action`, where its rules ask who leads them: what [`may`] says of one thing, for
/// lists.
#[must_use]
pub fn reach(actor: &Actor, action: Action) -> Reach {
    let mut reach = Reach::default();
    for rule in action.rules() {
        match rule {
            Rule::Lead => {
                let led = actor.person().into_iter().flat_map(|person| &person.standings);
                for standing in led.filter(|standing| standing.role == MembershipRole::Lead) {
                    reach.organisations.push(standing.organisation);
                    reach.cities.extend(standing.city);
                }
            }
            Rule::Key => {
                let own = actor.machine().filter(|machine| rule.lets(actor, action, machine.own()));
                reach.organisations.extend(own.map(|machine| machine.organisation));
                reach.cities.extend(own.and_then(|machine| machine.city));
            }
            Rule::EditorWithoutLead => {
                reach.leaderless = may(actor, action, Thing { leaderless: true, ..Thing::NONE }).is_allowed();
            }
            Rule::Administrator | Rule::Operator => {
                reach.everything |= may(actor, action, Thing::NONE).is_allowed();
            }
            Rule::Anyone
            | Rule::SignedIn
            | Rule::OwnAccount
            | Rule::CoAuthor
            | Rule::Member
            | Rule::EditorInReview
            | Rule::EditorOfNetwork
            | Rule::Editor => {}
        }
    }
    reach
}

#[cfg(test)]
mod tests {
    use super::{
        Action, Actor, Decision, KeyScope, Machine, MembershipRole, Reach, Role, Rule, Scope, SignedIn, Standing,
        Thing, may, reach,
    };
    use crate::live::ThingKind;
    use ids::AccountId;
    use std::sync::Arc;

    fn person(number: u128, roles: &[Role], waiting: &[Role]) -> Actor {
        let account = AccountId(uuid::Uuid::from_u128(number));
        Actor::Person(Arc::new(SignedIn {
            account,
            login: ids::LoginId(uuid::Uuid::from_u128(number)),
            roles: roles.to_vec(),
            roles_waiting: waiting.to_vec(),
            standings: Vec::new(),
        }))
    }

    #[test]
    fn decisions_by_table() {
        let me = person(1, &[], &[]);
        let administrator = person(2, &[Role::Administrator], &[]);
        let waiting = person(3, &[], &[Role::Administrator]);
        let my_account = Thing::account(AccountId(uuid::Uuid::from_u128(1)));
        let none = Thing::NONE;
        let table = [
            (&Actor::Visitor, Action::ListCities, none, Decision::Allowed(Rule::Anyone)),
            (&me, Action::ListCities, none, Decision::Allowed(Rule::Anyone)),
            (&Actor::Visitor, Action::GetMe, none, Decision::SignIn),
            (&me, Action::GetMe, none, Decision::Allowed(Rule::SignedIn)),
            (&Actor::Operator, Action::GetMe, none, Decision::Denied),
            (&Actor::Visitor, Action::ListAccounts, none, Decision::SignIn),
            (&me, Action::ListAccounts, none, Decision::Denied),
            (&administrator, Action::ListAccounts, none, Decision::Allowed(Rule::Administrator)),
            (&waiting, Action::ListAccounts, none, Decision::SecondFactor),
            (&me, Action::GetAccount, my_account, Decision::Allowed(Rule::OwnAccount)),
            (&administrator, Action::GetAccount, my_account, Decision::Allowed(Rule::Administrator)),
            (&person(4, &[Role::Editor], &[]), Action::GetAccount, my_account, Decision::Hidden),
            (&Actor::Visitor, Action::GetAccount, my_account, Decision::Hidden),
            (&Actor::Visitor, Action::ListCorrections, none, Decision::SignIn),
            (&Actor::Visitor, Action::GetCorrection, none, Decision::Hidden),
            (&Actor::Visitor, Action::LoadReferenceData, none, Decision::Denied),
            (&Actor::Operator, Action::ListCorrections, none, Decision::Allowed(Rule::Operator)),
            (&administrator, Action::LoadReferenceData, none, Decision::Denied),
        ];
        for (actor, action, thing, expected) in table {
            assert_eq!(may(actor, action, thing), expected, "{actor:?} {action}");
        }
    }

    /// Somebody with a place in the first organisation, which is the third city's.
    fn of(role: MembershipRole) -> Actor {
        let organisation = ids::OrganisationId(uuid::Uuid::from_u128(1));
        let standing = Standing { organisation, city: Some(ids::CityId(uuid::Uuid::from_u128(3))), role };
        let Actor::Person(person) = person(1, &[], &[]) else { unreachable!() };
        Actor::Person(Arc::new(SignedIn { standings: vec![standing], ..(*person).clone() }))
    }

    #[test]
    fn leads_decide_for_their_own_and_editors_where_nobody_leads() {
        let (mine, other) =
            (ids::OrganisationId(uuid::Uuid::from_u128(1)), ids::OrganisationId(uuid::Uuid::from_u128(2)));
        let (my_city, other_city) = (ids::CityId(uuid::Uuid::from_u128(3)), ids::CityId(uuid::Uuid::from_u128(4)));
        let (lead, member) = (of(MembershipRole::Lead), of(MembershipRole::Practitioner));
        let editor = person(2, &[Role::Editor], &[]);
        let decide = Action::CreateMembershipDecision;
        let table = [
            (&lead, decide, Thing::organisation(mine, false), Decision::Allowed(Rule::Lead)),
            (&lead, decide, Thing::organisation(other, false), Decision::Hidden),
            (&lead, decide, Thing::organisation(other, true), Decision::Hidden),
            (&member, decide, Thing::organisation(mine, false), Decision::Hidden),
            (&editor, decide, Thing::organisation(mine, false), Decision::Hidden),
            (&editor, decide, Thing::organisation(mine, true), Decision::Allowed(Rule::EditorWithoutLead)),
            (&lead, Action::UpdateCityProfile, Thing::city(my_city, false), Decision::Allowed(Rule::Lead)),
            (&lead, Action::UpdateCityProfile, Thing::city(other_city, false), Decision::Denied),
            (&editor, Action::UpdateCityProfile, Thing::city(my_city, false), Decision::Denied),
            (
                &editor,
                Action::UpdateCityProfile,
                Thing::city(other_city, true),
                Decision::Allowed(Rule::EditorWithoutLead),
            ),
            (
                &member,
                Action::ListOrganisationMembers,
                Thing::organisation(mine, false),
                Decision::Allowed(Rule::Member),
            ),
            (&member, Action::ListOrganisationMembers, Thing::organisation(other, false), Decision::Denied),
        ];
        for (actor, action, thing, expected) in table {
            assert_eq!(may(actor, action, thing), expected, "{actor:?} {action} {thing:?}");
        }
    }

    #[test]
    fn what_a_rule_asks_of_a_thing_by_table() {
        let own = Thing::account(AccountId(uuid::Uuid::nil()));
        let place = Thing::city(ids::CityId(uuid::Uuid::nil()), true);
        for (rule, nothing, of_an_account, of_a_place) in [
            (Rule::OwnAccount, true, false, true),
            (Rule::CoAuthor, true, false, true),
            (Rule::Member, true, true, false),
            (Rule::Lead, true, true, false),
            (Rule::Key, true, true, false),
            (Rule::EditorWithoutLead, true, true, false),
            (Rule::EditorInReview, true, false, true),
            (Rule::EditorOfNetwork, true, false, true),
            (Rule::Anyone, false, false, false),
            (Rule::SignedIn, false, false, false),
            (Rule::Editor, false, false, false),
            (Rule::Administrator, false, false, false),
            (Rule::Operator, false, false, false),
        ] {
            let asks = [Thing::NONE, own, place].map(|thing| rule.asks_beyond(thing));
            assert_eq!(asks, [nothing, of_an_account, of_a_place], "{rule}");
        }
    }

    #[test]
    fn whoever_is_let_through_could_be() {
        let actors = [Actor::Visitor, person(1, Role::ALL, &[]), machine(KeyScope::ALL), Actor::Operator];
        for actor in &actors {
            let own = actor.machine().map_or(Thing { leaderless: true, ..Thing::NONE }, Machine::own);
            for action in Action::ALL {
                if let Decision::Allowed(rule) = may(actor, *action, own) {
                    assert!(rule.could_let(actor), "{actor:?} {action} {rule}");
                }
            }
        }
        assert!(!Rule::Key.could_let(&actors[1]) && !Rule::Lead.could_let(&actors[2]));
    }

    #[test]
    fn a_list_reaches_as_far_as_its_rules() {
        let (mine, my_city) = (ids::OrganisationId(uuid::Uuid::from_u128(1)), ids::CityId(uuid::Uuid::from_u128(3)));
        let decide = Action::CreateMembershipDecision;
        let (lead, member) = (of(MembershipRole::Lead), of(MembershipRole::Practitioner));
        let editor = person(2, &[Role::Editor], &[]);
        let theirs = Reach { organisations: vec![mine], cities: vec![my_city], ..Reach::default() };
        assert_eq!(reach(&lead, decide), theirs);
        assert_eq!(reach(&editor, decide), Reach { leaderless: true, ..Reach::default() });
        assert!(reach(&member, decide).is_nothing() && reach(&Actor::Visitor, decide).is_nothing());
        assert!(reach(&person(3, &[Role::Administrator], &[]), decide).everything);
    }

    /// A machine of the first organisation, which is the third city's.
    fn machine(scopes: &[KeyScope]) -> Actor {
        Actor::Machine(Arc::new(Machine {
            key: ids::ApiKeyId(uuid::Uuid::from_u128(7)),
            organisation: ids::OrganisationId(uuid::Uuid::from_u128(1)),
            city: Some(ids::CityId(uuid::Uuid::from_u128(3))),
            scopes: scopes.to_vec(),
        }))
    }

    #[test]
    fn a_machine_reaches_what_its_key_is_for_in_its_own_organisation() {
        let (mine, other) =
            (ids::OrganisationId(uuid::Uuid::from_u128(1)), ids::OrganisationId(uuid::Uuid::from_u128(2)));
        let (my_city, other_city) = (ids::CityId(uuid::Uuid::from_u128(3)), ids::CityId(uuid::Uuid::from_u128(4)));
        let (all, none) = (machine(KeyScope::ALL), machine(&[]));
        let (mine, other) = (Thing::organisation(mine, false), Thing::organisation(other, true));
        let (my_city, other_city) = (Thing::city(my_city, false), Thing::city(other_city, true));
        let (allowed, lacks) = (Decision::Allowed(Rule::Key), |scope| Decision::KeyLacks(Some(scope)));
        let table = [
            (&none, Action::ListCities, Thing::NONE, Decision::Allowed(Rule::Anyone)),
            (&all, Action::ListOrganisationMembers, mine, allowed),
            (&all, Action::ListOrganisationMembers, other, Decision::Denied),
            (&none, Action::ListOrganisationMembers, mine, lacks(KeyScope::MembersRead)),
            (&none, Action::ListOrganisationMembers, other, lacks(KeyScope::MembersRead)),
            (&all, Action::ListOrganisationDomains, mine, allowed),
            (&all, Action::UpdateOrganisation, mine, allowed),
            (&all, Action::UpdateOrganisation, other, Decision::Denied),
            (&all, Action::UpdateCityProfile, my_city, allowed),
            (&all, Action::UpdateCityProfile, other_city, Decision::Denied),
            (&none, Action::UpdateCityProfile, my_city, lacks(KeyScope::ProfileWrite)),
            (&all, Action::GetCorrection, my_city, allowed),
            (&all, Action::GetCorrection, other_city, Decision::Hidden),
            (&all, Action::GetCorrection, Thing::NONE, Decision::Hidden),
            (&none, Action::GetCorrection, my_city, lacks(KeyScope::CorrectionsRead)),
            (&none, Action::GetCorrection, Thing::NONE, lacks(KeyScope::CorrectionsRead)),
            (&none, Action::GetMyPermissions, mine, allowed),
            (&all, Action::CreateCorrectionDecision, my_city, Decision::KeyLacks(None)),
            (&all, Action::CreateMembershipDecision, mine, Decision::KeyLacks(None)),
            (&all, Action::CreateApiKey, mine, Decision::KeyLacks(None)),
            (&all, Action::GetMe, Thing::NONE, Decision::KeyLacks(None)),
            (&all, Action::ListAccounts, Thing::NONE, Decision::KeyLacks(None)),
        ];
        for (actor, action, thing, expected) in table {
            assert_eq!(may(actor, action, thing), expected, "{actor:?} {action} {thing:?}");
        }
    }

    #[test]
    fn a_machine_touches_no_account_role_key_or_membership() {
        let all = machine(KeyScope::ALL);
        let Actor::Machine(known) = &all else { unreachable!() };
        let allowed: Vec<&str> = Action::ALL
            .iter()
            .filter(|action| !action.rules().contains(&Rule::Anyone))
            .filter(|action| may(&all, **action, known.own()).is_allowed())
            .map(|action| action.as_str())
            .collect();
        assert_eq!(
            allowed,
            [
                "get_my_permissions",
                "update_organisation",
                "list_organisation_members",
                "list_organisation_domains",
                "update_city_profile",
                "get_correction",
                "list_corrections",
                // Which the use case lets machines of the network's organisations do alone.
                "create_bounce",
            ]
        );
        let own =
            Reach { organisations: vec![known.organisation], cities: vec![known.city.unwrap()], ..Reach::default() };
        assert_eq!(reach(&all, Action::GetCorrection), own);
        assert!(reach(&machine(&[]), Action::GetCorrection).is_nothing());
        assert!(reach(&all, Action::CreateMembershipDecision).is_nothing());
    }

    #[test]
    fn a_machine_looks_no_further_than_its_organisation() {
        let all = machine(KeyScope::ALL);
        let Actor::Machine(known) = &all else { unreachable!() };
        for rule in Rule::ALL {
            assert_eq!(rule.scope(&all), Scope::Organisation(known.organisation), "{rule}");
        }
        let scope = Scope::Organisation(known.organisation);
        for kind in ThingKind::ALL {
            assert_eq!(scope.sees(*kind), Scope::Public.sees(*kind), "{kind}");
            assert!(!scope.hears(*kind, Some(AccountId(uuid::Uuid::nil()))), "{kind}");
        }
    }

    #[test]
    fn every_scope_opens_something_and_every_action_with_a_scope_has_the_rule() {
        for scope in KeyScope::ALL {
            assert!(Action::ALL.iter().any(|action| action.key_scope() == Some(*scope)), "{scope}");
        }
        for action in Action::ALL.iter().filter(|action| action.key_scope().is_some()) {
            assert!(action.rules().contains(&Rule::Key), "{action}");
        }
    }

    #[test]
    fn what_a_visitor_may_do_everyone_may() {
        let others = [person(1, &[], &[]), person(2, &[Role::Administrator], &[]), machine(&[]), Actor::Operator];
        for action in Action::ALL.iter().filter(|action| may(&Actor::Visitor, **action, Thing::NONE).is_allowed()) {
            for actor in &others {
                assert!(may(actor, *action, Thing::NONE).is_allowed(), "{actor:?} {action}");
            }
        }
    }

    #[test]
    fn a_role_adds_and_never_takes_away() {
        let plain = person(1, &[], &[]);
        let other = Thing::account(AccountId(uuid::Uuid::from_u128(9)));
        for role in Role::ALL {
            let with = person(1, &[*role], &[]);
            for action in Action::ALL {
                for thing in [Thing::NONE, other] {
                    let before = may(&plain, *action, thing).is_allowed();
                    assert!(!before || may(&with, *action, thing).is_allowed(), "{role} {action}");
                }
            }
        }
    }
}
