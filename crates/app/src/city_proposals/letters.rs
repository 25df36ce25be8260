//! What is written to who proposes a city, and to those who decide.

use crate::identity::letters::{page, queue};
use crate::memberships::{network, recipient};
use crate::{Context, Result};
use domain::city_proposals::CityProposal;
use ids::AccountId;
use mailer::Letter;
use store::Tx;

/// Who decides: the network's editors, where there is none the administrators; never who proposes.
pub(super) async fn deciders(tx: &Tx<'_>, proposer: AccountId) -> Result<Vec<AccountId>> {
    Ok(network(tx).await?.into_iter().filter(|decider| *decider != proposer).collect())
}

/// Somebody proposes a city: those who decide hear of it.
pub(super) async fn proposed(ctx: &Context, tx: &Tx<'_>, proposal: &CityProposal) -> Result<()> {
    for decider in deciders(tx, proposal.person.id).await? {
        let Some(to) = recipient(tx, decider).await? else { continue };
        let letter = Letter::CityProposed {
            name: to.name.clone(),
            person: proposal.person.name.clone(),
            city: proposal.name.clone(),
            note: proposal.note.clone().unwrap_or_default(),
            link: page(ctx, "waiting"),
        };
        queue(ctx, tx, &to, letter).await?;
    }
    Ok(())
}

/// Some wait for long: those who decide are reminded.
pub(super) async fn remind(ctx: &Context, tx: &Tx<'_>, proposer: AccountId, (count, days): (u32, u32)) -> Result<()> {
    for decider in deciders(tx, proposer).await? {
        let Some(to) = recipient(tx, decider).await? else { continue };
        let (name, link) = (to.name.clone(), page(ctx, "waiting"));
        queue(ctx, tx, &to, Letter::CityProposalReminder { name, count, oldest_days: days, link }).await?;
    }
    Ok(())
}

/// It was decided: who proposed hears how. One that was accepted can be claimed by the link.
pub(super) async fn decided(ctx: &Context, tx: &Tx<'_>, proposal: &CityProposal, city: String) -> Result<()> {
    let Some(to) = recipient(tx, proposal.person.id).await? else { return Ok(()) };
    let name = to.name.clone();
    let letter = match &proposal.city {
        Some(slug) => {
            let link = page(ctx, &format!("join?city={slug}&as=lead"));
            Letter::CityProposalAccepted { name, city, link }
        }
        None => Letter::CityProposalRefused { name, city, reason: proposal.reason.clone().unwrap_or_default() },
    };
    queue(ctx, tx, &to, letter).await
}
