use serde_json::Value;
use testkit::{TestApp, World};

use crate::harness::{
    config, cookie, current_user, current_user_answer, sign_in, sign_up, start_with, verify,
};

async fn start_with_admin(world: World, admin: &str) -> TestApp {
    let mut config = config(&world);
    config.admin_email = Some(admin.parse().unwrap());
    start_with(world, config).await
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_proved_that_the_admins_address_is_theirs_is_admin_and_nobody_else() {
    let app = start_with_admin(World::new().await, "Root@Example.com").await;
    // Anyone can type it.
    let root = sign_up(&app, "root@example.com").await;
    assert_eq!(root.json::<Value>(201)["role"], "user");
    assert_eq!(sign_in(&app, "root@example.com").await.json::<Value>(200)["role"], "user");
    verify(&app, "root@example.com").await;
    assert_eq!(sign_in(&app, "root@example.com").await.json::<Value>(200)["role"], "admin");

    // Who was signed in before gets another token at once.
    let current = current_user_answer(&app, &cookie(&root)).await;
    assert_eq!(current.json::<Value>(200)["currentUser"]["role"], "admin");
    assert_ne!(cookie(&current), cookie(&root));
    assert_eq!(current_user(&app, &cookie(&current)).await["role"], "admin");

    sign_up(&app, "ada@example.com").await;
    verify(&app, "ada@example.com").await;
    assert_eq!(sign_in(&app, "ada@example.com").await.json::<Value>(200)["role"], "user");
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_was_there_before_becomes_the_admins_when_it_signs_in() {
    let first_world = World::new().await;
    let service = first_world.service_config("auth");
    let app = start_with_admin(first_world, "other@example.com").await;
    sign_up(&app, "ada@example.com").await;
    verify(&app, "ada@example.com").await;
    assert_eq!(sign_in(&app, "ada@example.com").await.json::<Value>(200)["role"], "user");
    app.stop().await.unwrap();

    // Another process with another configuration on the same database.
    let world = World::new().await;
    let mut config = config(&world);
    config.service = service;
    config.admin_email = Some("ada@example.com".parse().unwrap());
    let app = start_with(world, config).await;
    assert_eq!(sign_in(&app, "ada@example.com").await.json::<Value>(200)["role"], "admin");
    app.stop().await.unwrap();
}
