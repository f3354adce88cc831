//! The volumes of a pod as what podman mounts.

use anyhow::{Context as _, Result, bail};

use super::cluster::{Cluster, Contents, Pod};
use super::files::{File, FileVolume};
use super::manifest::container::{Container, Mount};
use super::manifest::volume::{Item, Source, Volume};
use super::quantity;

/// What Kubernetes gives files unless told otherwise.
const MODE: u32 = 0o644;
const PAGE: u64 = 4096;

#[derive(Debug, Default)]
pub(super) struct Mounts {
    pub(super) flags: Vec<String>,
    pub(super) files: Vec<FileVolume>,
    pub(super) disks: Vec<Disk>,
}

/// A volume that begins empty.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Disk {
    /// Podman's name for it.
    pub(super) name: String,
    /// How podman makes it.
    pub(super) options: Vec<String>,
}

/// The names of its emptyDirs.
pub(super) fn empty_dirs(pod: &Pod) -> impl Iterator<Item = &str> {
    let empty = pod.spec.volumes.iter().filter(|volume| volume.empty_dir.is_some());
    empty.map(|volume| volume.name.as_str())
}

pub(super) fn of(cluster: &Cluster, pod: &Pod, container: &Container) -> Result<Mounts> {
    let mut mounts = Mounts::default();
    let group = pod.spec.security_context.fs_group;
    for mount in &container.volume_mounts {
        let name = format!("ticketing-{}-{}", pod.name, mount.name);
        if pod.claims.contains(&mount.name) {
            mounts.flags.push(volume_flag(&name, mount, mount.read_only));
            mounts.disks.push(Disk { name, options: Vec::new() });
            continue;
        }
        let volume = pod.spec.volumes.iter().find(|volume| volume.name == mount.name);
        let volume = volume.with_context(|| format!("{} is no volume", mount.name))?;
        if let Some(empty) = &volume.empty_dir {
            mounts.flags.push(volume_flag(&name, mount, mount.read_only));
            mounts.disks.push(in_memory(name, empty.size_limit.as_deref(), group.unwrap_or(0))?);
            continue;
        }
        let mut files = files_of(cluster, volume)?;
        if group.is_some() {
            // The group that the volume is given to can read all of it.
            files.iter_mut().for_each(|file| file.mode |= 0o440);
        }
        if files.iter().any(|file| file.path.contains('/')) {
            bail!("the volume {} has folders", volume.name);
        }
        // Nobody can write to such a volume in a cluster either.
        mounts.flags.push(volume_flag(&name, mount, true));
        mounts.files.push(FileVolume { name, group: group.unwrap_or(0), files });
    }
    Ok(mounts)
}

fn volume_flag(name: &str, mount: &Mount, read_only: bool) -> String {
    let how = if read_only { "ro" } else { "rw" };
    // What the image has in that place stays out of it.
    format!("--volume={name}:{}:{how},nocopy", mount.mount_path)
}

/// A folder that anyone may write to, as the kubelet makes it. Said whose it is, podman leaves it so: otherwise it, or `--tmpfs`,
/// would take owner and mode of what the image has in that place.
fn in_memory(name: String, size: Option<&str>, group: u32) -> Result<Disk> {
    // By pages, because podman takes `size` for a quota of the disk.
    let pages = |size: u64| format!(",nr_blocks={}", size.div_ceil(PAGE));
    let size = size.map(quantity::bytes).transpose()?.map_or_else(String::new, pages);
    let how = format!("o=nosuid,nodev,uid=0,gid={group},mode=2777{size}");
    let options = ["type=tmpfs", "device=tmpfs", &how].map(|option| format!("--opt={option}"));
    Ok(Disk { name, options: options.into() })
}

fn files_of(cluster: &Cluster, volume: &Volume) -> Result<Vec<File>> {
    let Volume { name, secret, config_map, projected, .. } = volume;
    match (secret, config_map, projected) {
        (Some(secret), None, None) => {
            files(cluster.secret(&secret.secret_name)?, &secret.items, secret.default_mode)
        }
        (None, Some(config), None) => {
            files(cluster.config_map(&config.name)?, &config.items, config.default_mode)
        }
        (None, None, Some(projected)) => {
            let mut all = Vec::new();
            for source in &projected.sources {
                let (contents, items) = match source {
                    Source::ConfigMap(source) => (cluster.config_map(&source.name)?, &source.items),
                    Source::Secret(source) => (cluster.secret(&source.name)?, &source.items),
                };
                all.extend(files(contents, items, projected.default_mode)?);
            }
            Ok(all)
        }
        _ => bail!("the volume {name} is of no kind that is handed on"),
    }
}

/// All keys, or those that are listed.
fn files(contents: &Contents, items: &[Item], mode: Option<u32>) -> Result<Vec<File>> {
    let mode = mode.unwrap_or(MODE);
    if items.is_empty() {
        let file = |(key, bytes): (&String, &Vec<u8>)| File { path: key.clone(), mode, bytes: bytes.clone() };
        return Ok(contents.iter().map(file).collect());
    }
    let file = |item: &Item| {
        let bytes = contents.get(&item.key).with_context(|| format!("there is no key {}", item.key))?;
        Ok(File { path: item.path.clone(), mode: item.mode.unwrap_or(mode), bytes: bytes.clone() })
    };
    items.iter().map(file).collect()
}
