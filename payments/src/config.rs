//! The environment, read here and nowhere else.

use common::auth::{PublicKeys, SessionCookie};
use common::config::{ConfigError, Env, Secret, ServiceConfig};

/// What payments needs to run.
#[derive(Clone, Debug)]
pub struct Config {
    pub service: ServiceConfig,
    /// `SESSION_JWKS`, the public keys of sessions.
    pub session_keys: PublicKeys,
    pub cookie: SessionCookie,
    pub stripe: StripeConfig,
}

/// How to reach Stripe, from here and from the browser.
#[derive(Clone, Debug)]
pub struct StripeConfig {
    /// `STRIPE_SECRET_KEY`
    pub secret_key: Secret,
    /// `STRIPE_API_URL`, Stripe's own by default.
    pub api_url: String,
    /// `STRIPE_WEBHOOK_SECRET`; while it changes, the new one and the old one with a comma between.
    pub webhook_secrets: Vec<Secret>,
    /// `STRIPE_PUBLISHABLE_KEY`, for the browser.
    pub publishable_key: String,
    /// `STRIPE_JS_URL`, the browser's script; Stripe's own by default.
    pub js_url: String,
}

impl Config {
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::read(Env::from_process())
    }

    fn read(mut env: Env) -> Result<Self, ConfigError> {
        let service = ServiceConfig::from_env(&mut env, crate::app::NAME);
        let session_keys = env.required("SESSION_JWKS");
        let cookie = SessionCookie::from_env(&mut env);
        let stripe = StripeConfig::read(&mut env);
        let config =
            (|| Some(Self { service: service?, session_keys: session_keys?, cookie, stripe: stripe? }))();
        env.finish(config)
    }
}

impl StripeConfig {
    /// What it takes to ask and not to hear; `None` without a `STRIPE_SECRET_KEY`.
    pub fn of_account(mut env: Env) -> Result<Option<Self>, ConfigError> {
        let secret_key = env.optional("STRIPE_SECRET_KEY");
        let api_url = api_url(&mut env);
        let config = secret_key.map(|secret_key| Self {
            secret_key,
            api_url,
            webhook_secrets: Vec::new(),
            publishable_key: String::new(),
            js_url: String::new(),
        });
        env.finish(Some(config))
    }

    fn read(env: &mut Env) -> Option<Self> {
        let secret_key = env.required("STRIPE_SECRET_KEY");
        let webhook_secrets = env.required::<String>("STRIPE_WEBHOOK_SECRET");
        let publishable_key = env.required("STRIPE_PUBLISHABLE_KEY");
        let api_url = api_url(env);
        let js_url = env.or("STRIPE_JS_URL", "https://js.stripe.com/endive/stripe.js".to_owned());
        let webhook_secrets = webhook_secrets.map(|list| secrets(&list))?;
        if webhook_secrets.is_empty() {
            env.problem("STRIPE_WEBHOOK_SECRET holds no secret");
        }
        Some(Self {
            secret_key: secret_key?,
            api_url,
            webhook_secrets,
            publishable_key: publishable_key?,
            js_url,
        })
    }
}

/// Ends with a slash.
fn api_url(env: &mut Env) -> String {
    let mut url = env.or("STRIPE_API_URL", "https://api.stripe.com/".to_owned());
    if !url.ends_with('/') {
        url.push('/');
    }
    url
}

/// An empty one is none: anybody could sign with it.
fn secrets(list: &str) -> Vec<Secret> {
    let secrets = list.split(',').map(str::trim).filter(|secret| !secret.is_empty());
    secrets.map(|secret| Secret::from(secret.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_too_many_is_no_secret() {
        let told = |list| secrets(list).iter().map(|secret| secret.expose().to_owned()).collect::<Vec<_>>();
        assert_eq!(told("whsec_new, whsec_old,"), ["whsec_new", "whsec_old"]);
        assert!(told(" ,").is_empty());
    }
}
