//! What admins see and do: /api/admin/users.

mod acting;
pub(super) mod audit;
mod body;
pub(super) mod list;
pub(super) mod restore;
pub(super) mod role;
pub(super) mod show;
pub(super) mod suspend;

use acting::ActingAdmin;
use body::AdminUserBody;
