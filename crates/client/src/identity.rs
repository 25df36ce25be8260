//! Accounts: the operations of signing in, of one's own account, and of administrators.

use crate::http::header::IF_MATCH;
use crate::{Client, Error, IdempotencyKey};
use contract::Page;
use domain::audit::{AuditLine, AuditQuery};
use domain::identity::{
    Account, AccountQuery, AccountUpdate, Explanation, Export, LinkToken, Login, NewLogin, NewPassword,
    NewPasswordCheck, NewRefresh, NewRegistration, NewRoleGrant, NewSecondFactor, NewSuspension, PasswordChange,
    PasswordCheck, PasswordResetRequest, PermissionQuery, Permissions, PublicProfile, RecoveryCodes, SecondFactorCode,
    SecondFactorRemoval, SentMail, Tokens,
};
use domain::jobs::{Job, JobQuery};
use domain::policy::Role;
use ids::{AccountId, JobId, LoginId};

impl Client {
    /// Asks for an account; a mail with a link goes to the address, whether or not it has one. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_registration(&self, key: &IdempotencyKey, new: &NewRegistration) -> Result<SentMail, Error> {
        let request = self.http().post(self.url("/auth/registrations")).header("Idempotency-Key", key.as_str());
        self.post(request.json(new)).await
    }

    /// Confirms an address by the word of the link: the account is made.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_confirmation(&self, token: &LinkToken) -> Result<SentMail, Error> {
        self.post(self.http().post(self.url("/auth/confirmations")).json(token)).await
    }

    /// Signs in. The client carries the access token from then on.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_login(&self, new: &NewLogin) -> Result<Tokens, Error> {
        // Without an old token: it may be over, and then it would be refused.
        self.set_access_token(None);
        let tokens: Tokens = self.post(self.http().post(self.url("/auth/logins")).json(new)).await?;
        self.set_access_token(Some(tokens.access_token.clone()));
        Ok(tokens)
    }

    /// Stays signed in: exchanges the refresh token, of the browser's cookie or given here. The client carries the new access token.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_refresh(&self, refresh: &NewRefresh) -> Result<Tokens, Error> {
        // Without the old token: it may be over, and then it would be refused.
        self.set_access_token(None);
        let tokens: Tokens = self.post(self.http().post(self.url("/auth/refreshes")).json(refresh)).await?;
        self.set_access_token(Some(tokens.access_token.clone()));
        Ok(tokens)
    }

    /// Signs out here. The client carries no access token any more.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_current_login(&self) -> Result<(), Error> {
        let done = self.done(self.http().delete(self.url("/auth/logins/current"))).await;
        self.set_access_token(None);
        done
    }

    /// Asks for a link to choose another password. Sent again with the same key it is done once.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_password_reset(
        &self,
        key: &IdempotencyKey,
        request: &PasswordResetRequest,
    ) -> Result<SentMail, Error> {
        let ask = self.http().post(self.url("/auth/password-resets")).header("Idempotency-Key", key.as_str());
        self.post(ask.json(request)).await
    }

    /// Chooses another password by the word of the link.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn complete_password_reset(&self, new: &NewPassword) -> Result<(), Error> {
        self.done(self.http().post(self.url("/auth/password-resets/completions")).json(new)).await
    }

    /// What makes a password weak, before somebody chooses it; nothing where it will do.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_password_check(&self, new: &NewPasswordCheck) -> Result<PasswordCheck, Error> {
        self.post(self.http().post(self.url("/auth/password-checks")).json(new)).await
    }

    /// The public keys of access tokens, as a JSON Web Key Set.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_jwks(&self) -> Result<String, Error> {
        self.get_text("/auth/jwks", "application/json").await
    }

    /// One's own account.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_me(&self) -> Result<Account, Error> {
        self.get("/me").await
    }

    /// Changes one's profile, if it still is of `version`.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn update_me(&self, version: i64, change: &AccountUpdate) -> Result<Account, Error> {
        let request = self.http().patch(self.url("/me")).header(IF_MATCH, ["\"v", &version.to_string(), "\""].concat());
        self.post(request.json(change)).await
    }

    /// Asks for the deletion of one's account.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_me(&self, proof: &SecondFactorRemoval) -> Result<Account, Error> {
        self.post(self.http().post(self.url("/me/deletion")).json(proof)).await
    }

    /// Takes the deletion of one's account back.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn restore_me(&self) -> Result<Account, Error> {
        self.post(self.http().delete(self.url("/me/deletion"))).await
    }

    /// What one may do, and why.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_my_permissions(&self) -> Result<Permissions, Error> {
        self.get("/me/permissions").await
    }

    /// Everything that is kept about one.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_me(&self) -> Result<Export, Error> {
        self.get("/me/export").await
    }

    /// The same as the server writes it, to be kept as a file.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_me_text(&self) -> Result<String, Error> {
        self.get_text("/me/export", "application/json").await
    }

    /// Where one is signed in.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_my_logins(&self) -> Result<Page<Login>, Error> {
        self.get("/me/logins").await
    }

    /// Signs out on one device.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_my_login(&self, id: LoginId) -> Result<(), Error> {
        self.done(self.http().delete(self.url(&["/me/logins/", &id.to_string()].concat()))).await
    }

    /// Signs out everywhere, here as well.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_my_logins(&self) -> Result<(), Error> {
        self.done(self.http().delete(self.url("/me/logins"))).await
    }

    /// Changes one's password.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_password_change(&self, change: &PasswordChange) -> Result<(), Error> {
        self.done(self.http().post(self.url("/me/password-changes")).json(change)).await
    }

    /// Sets up a second factor, in force after [`Client::confirm_second_factor`].
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_second_factor(&self) -> Result<NewSecondFactor, Error> {
        self.post(self.http().post(self.url("/me/second-factor"))).await
    }

    /// Brings the second factor into force by a first code; gives recovery codes.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn confirm_second_factor(&self, code: &SecondFactorCode) -> Result<RecoveryCodes, Error> {
        self.post(self.http().post(self.url("/me/second-factor/confirmations")).json(code)).await
    }

    /// Takes the second factor off.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_second_factor(&self, proof: &SecondFactorRemoval) -> Result<(), Error> {
        self.done(self.http().post(self.url("/me/second-factor/removals")).json(proof)).await
    }

    /// Gets new recovery codes.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_recovery_codes(&self, proof: &SecondFactorRemoval) -> Result<RecoveryCodes, Error> {
        self.post(self.http().post(self.url("/me/recovery-codes")).json(proof)).await
    }

    /// One page of accounts, for administrators.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_accounts(&self, query: &AccountQuery) -> Result<Page<Account>, Error> {
        self.get(&["/accounts", &query.to_query()].concat()).await
    }

    /// One account: one's own, or for administrators any.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_account(&self, id: AccountId) -> Result<Account, Error> {
        self.get(&["/accounts/", &id.to_string()].concat()).await
    }

    /// What a person shows of themselves.
    ///
    /// # Errors
    /// See [`Error`]; 404 where that is nothing.
    pub async fn get_person(&self, id: AccountId) -> Result<PublicProfile, Error> {
        self.get(&["/people/", &id.to_string()].concat()).await
    }

    /// Suspends an account, for administrators.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_suspension(&self, id: AccountId, new: &NewSuspension) -> Result<Account, Error> {
        self.post(self.http().post(self.url(&["/accounts/", &id.to_string(), "/suspension"].concat())).json(new)).await
    }

    /// Ends a suspension, for administrators.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_suspension(&self, id: AccountId) -> Result<Account, Error> {
        self.post(self.http().delete(self.url(&["/accounts/", &id.to_string(), "/suspension"].concat()))).await
    }

    /// Grants a role, for administrators.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_role_grant(&self, id: AccountId, new: &NewRoleGrant) -> Result<Account, Error> {
        self.post(self.http().post(self.url(&["/accounts/", &id.to_string(), "/roles"].concat())).json(new)).await
    }

    /// Takes a role back, for administrators.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn delete_role_grant(&self, id: AccountId, role: Role) -> Result<(), Error> {
        let path = ["/accounts/", &id.to_string(), "/roles/", role.as_str()].concat();
        self.done(self.http().delete(self.url(&path))).await
    }

    /// Who may do something and why, for administrators.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn explain_permission(&self, query: &PermissionQuery) -> Result<Explanation, Error> {
        self.get(&["/permissions", &query.to_query()].concat()).await
    }

    /// One page of jobs, for administrators.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_jobs(&self, query: &JobQuery) -> Result<Page<Job>, Error> {
        self.get(&["/jobs", &query.to_query()].concat()).await
    }

    /// Lets a dead job be tried again, for administrators.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_job_retry(&self, id: JobId) -> Result<Job, Error> {
        self.post(self.http().post(self.url(&["/jobs/", &id.to_string(), "/retries"].concat()))).await
    }

    /// One page of the audit log, for administrators.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn list_audit_log(&self, query: &AuditQuery) -> Result<Page<AuditLine>, Error> {
        self.get(&["/audit-log", &query.to_query()].concat()).await
    }

    /// The audit log as CSV, for administrators.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn export_audit_log_csv(&self, query: &AuditQuery) -> Result<String, Error> {
        self.get_text(&["/audit-log.csv", &query.filter()].concat(), "text/csv").await
    }
}
