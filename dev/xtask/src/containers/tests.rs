//! What of a manifest reaches podman, and what is refused.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::EDGE;
use super::cluster::{Cluster, Contents};
use super::ingress::{self, Addresses};
use super::mounts::Disk;
use super::plan::Plan;
use crate::references::Set;

/// One Deployment with everything that is understood, and what it takes from.
const ORDERS: &str = r#"
apiVersion: v1
kind: Secret
metadata: {name: orders-mongo, namespace: ticketing}
data: {connectionString: bW9uZ29kYjovL3NlY3JldA==}
---
apiVersion: v1
kind: Secret
metadata: {name: orders-nats, namespace: ticketing}
data: {seed: U1VB}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: config, namespace: ticketing}
data: {NATS_URL: "nats://nats:4222"}
---
apiVersion: v1
kind: Service
metadata: {name: orders, namespace: ticketing}
spec:
  selector: {app: orders}
  ports: [{name: http, port: 3000, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: orders, namespace: ticketing}
spec:
  replicas: 1
  selector: {matchLabels: {app: orders}}
  template:
    metadata: {labels: {app: orders}}
    spec:
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: 40
      securityContext:
        {runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65533, fsGroup: 65534, seccompProfile: {type: RuntimeDefault}}
      containers:
        - name: app
          image: ticketing/orders
          imagePullPolicy: IfNotPresent
          command: [/usr/local/bin/app, --name, $(NAME)]
          args: [--port, "3000"]
          envFrom: [{configMapRef: {name: config}}]
          env:
            - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
            - {name: GREETING, value: I am $(NAME)}
            - {name: MONGODB_URI, valueFrom: {secretKeyRef: {name: orders-mongo, key: connectionString}}}
          ports: [{name: http, containerPort: 3000}]
          securityContext:
            {allowPrivilegeEscalation: false, privileged: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
          startupProbe: {httpGet: {path: /healthz, port: http}, failureThreshold: 60}
          readinessProbe: {tcpSocket: {port: 3000}}
          livenessProbe: {exec: {command: ["true"]}}
          lifecycle: {preStop: {sleep: {seconds: 5}}}
          resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 1500m, memory: 256Mi}}
          volumeMounts:
            - {name: nats, mountPath: /run/secrets/nats, readOnly: true}
            - {name: tmp, mountPath: /tmp}
      volumes:
        - {name: nats, secret: {secretName: orders-nats, defaultMode: 256}}
        - {name: tmp, emptyDir: {sizeLimit: 16Mi}}
"#;

fn objects(yaml: &str) -> Vec<Value> {
    Set::parse(yaml, BTreeMap::new()).unwrap().objects().cloned().collect()
}

fn cluster(objects: &[Value]) -> anyhow::Result<Cluster> {
    let yaml: Vec<_> = objects.iter().map(Value::to_string).collect();
    Cluster::of(&Set::parse(&yaml.join("\n---\n"), BTreeMap::new())?)
}

fn plan(objects: &[Value]) -> anyhow::Result<Plan> {
    let cluster = cluster(objects)?;
    let pod = cluster.pods.first().unwrap();
    cluster.names_of(pod)?;
    Plan::of(&cluster, pod)
}

/// Why the Deployment is refused once something in it is as `value` says.
fn refusal(pointer: &str, value: Value) -> String {
    let mut objects = objects(ORDERS);
    let deployment = objects.last_mut().unwrap();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    deployment.pointer_mut(parent).unwrap()[key] = value;
    format!("{:#}", plan(&objects).map(|plan| plan.flags).unwrap_err())
}

#[test]
fn each_setting_of_a_manifest_is_an_argument_of_podman() {
    let plan = plan(&objects(ORDERS)).unwrap();
    let wanted = [
        "--hostname=orders-0",
        "--user=65532:65533",
        "--group-add=65534",
        "--security-opt=no-new-privileges",
        "--read-only",
        "--read-only-tmpfs=false",
        "--cap-drop=ALL",
        "--memory=268435456",
        "--memory-swap=268435456",
        "--cpus=1.500",
        "--cpu-shares=102",
        "--env=GREETING=I am orders-0",
        "--env=MONGODB_URI",
        "--env=NAME=orders-0",
        "--env=NATS_URL=nats://nats:4222",
        "--volume=ticketing-orders-0-nats:/run/secrets/nats:ro,nocopy",
        "--volume=ticketing-orders-0-tmp:/tmp:rw,nocopy",
        "--pull=missing",
        "--stop-timeout=40",
        r#"--entrypoint=["/usr/local/bin/app","--name","orders-0"]"#,
        "--restart=always",
    ];
    assert_eq!(plan.flags, wanted);
    assert_eq!(
        (plan.image.as_str(), plan.words.as_slice()),
        ("ticketing/orders", ["--port", "3000"].map(String::from).as_slice())
    );
    assert_eq!((plan.user, plan.memory_limit, plan.grace_seconds), (65532, Some(268_435_456), 40));
    let probes = format!("{:?}", plan.probes);
    for part in [
        r#"Http { port: 3000, path: "/healthz" }, timeout: 1s, patience: 600s"#,
        "Tcp { port: 3000 }",
        r#"Exec(["true"])"#,
    ] {
        assert!(probes.contains(part), "{probes}");
    }
    assert_eq!(format!("{:?}", plan.pre_stop), "Some(Sleep(Sleep { seconds: 5 }))");
}

#[test]
fn a_secrets_value_is_in_no_argument() {
    let plan = plan(&objects(ORDERS)).unwrap();
    assert_eq!(plan.hidden, [("MONGODB_URI".to_owned(), "mongodb://secret".to_owned())]);
    assert!(!format!("{:?}{:?}", plan.flags, plan.words).contains("secret\""));
}

#[test]
fn a_secrets_file_is_for_the_pods_group() {
    let plan = plan(&objects(ORDERS)).unwrap();
    let volume = &plan.files[0];
    assert_eq!((volume.group, volume.files[0].path.as_str()), (65534, "seed"));
    assert_eq!((volume.files[0].mode, volume.files[0].bytes.as_slice()), (0o440, b"SUA".as_slice()));
}

#[test]
fn an_empty_folder_is_in_memory_and_as_large_as_it_may_be() {
    let plan = plan(&objects(ORDERS)).unwrap();
    let options = [
        "--opt=type=tmpfs",
        "--opt=device=tmpfs",
        "--opt=o=nosuid,nodev,uid=0,gid=65534,mode=2777,nr_blocks=4096",
    ];
    let wanted =
        Disk { name: "ticketing-orders-0-tmp".to_owned(), options: options.map(String::from).into() };
    assert_eq!(plan.disks, [wanted]);
}

#[test]
fn a_pod_is_known_by_every_spelling_of_its_service() {
    let cluster = cluster(&objects(ORDERS)).unwrap();
    let names: Vec<_> = cluster.names_of(&cluster.pods[0]).unwrap().into_iter().collect();
    let wanted = ["orders", "orders.ticketing", "orders.ticketing.svc", "orders.ticketing.svc.cluster.local"];
    assert_eq!(names, wanted);
}

#[test]
fn what_cannot_be_handed_on_is_refused() {
    let container = "/spec/template/spec/containers/0";
    for (pointer, value, why) in [
        ("/spec/template/spec/hostNetwork", json!(true), "unknown field `hostNetwork`"),
        ("/spec/template/spec/automountServiceAccountToken", json!(true), "ServiceAccount's token"),
        ("/spec/template/spec/enableServiceLinks", json!(true), "variable for each Service"),
        ("/spec/template/spec/restartPolicy", json!("Never"), "restartPolicy"),
        (
            "/spec/template/spec/securityContext/seccompProfile",
            json!({"type": "Unconfined"}),
            "unknown variant `Unconfined`",
        ),
        ("/spec/template/spec/securityContext/seccompProfile", Value::Null, "seccompProfile"),
        ("/spec/template/spec/securityContext/runAsUser", json!(0), "runAsNonRoot"),
        ("/spec/template/spec/securityContext/runAsUser", Value::Null, "runAsUser"),
        ("/spec/template/spec/securityContext/sysctls", json!([]), "unknown field `sysctls`"),
        (
            "/spec/template/spec/volumes/1",
            json!({"name": "tmp", "hostPath": {"path": "/"}}),
            "unknown field `hostPath`",
        ),
        ("/spec/template/spec/volumes/1", json!({"name": "tmp"}), "no kind"),
        (&format!("{container}/securityContext/privileged"), json!(true), "privileged"),
        (&format!("{container}/securityContext/procMount"), json!("Default"), "unknown field `procMount`"),
        (&format!("{container}/readinessProbe"), json!({"grpc": {"port": 1}}), "unknown field `grpc`"),
        (
            &format!("{container}/readinessProbe"),
            json!({"httpGet": {"path": "/", "port": "metrics"}}),
            "no port metrics",
        ),
        (&format!("{container}/lifecycle"), json!({"postStart": {}}), "unknown field `postStart`"),
        (
            &format!("{container}/resources/limits"),
            json!({"ephemeral-storage": "1Gi"}),
            "unknown field `ephemeral-storage`",
        ),
        (
            &format!("{container}/env/0"),
            json!({"name": "A", "valueFrom": {"resourceFieldRef": {}}}),
            "unknown variant `resourceFieldRef`",
        ),
        (
            &format!("{container}/env/0"),
            json!({"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}}),
            "status.podIP",
        ),
        (&format!("{container}/envFrom"), json!([{"secretRef": {"name": "nobody"}}]), "no Secret nobody"),
        (
            &format!("{container}/volumeMounts/0"),
            json!({"name": "nats", "mountPath": "/a", "subPath": "b"}),
            "unknown field `subPath`",
        ),
        ("/kind", json!("DaemonSet"), "no container can be made of it"),
    ] {
        // An index of a list is a number.
        let told = match pointer
            .rsplit_once('/')
            .and_then(|(parent, last)| Some((parent, last.parse::<usize>().ok()?)))
        {
            Some((parent, at)) => {
                let mut objects = objects(ORDERS);
                objects.last_mut().unwrap().pointer_mut(parent).unwrap()[at] = value;
                format!("{:#}", plan(&objects).map(|plan| plan.flags).unwrap_err())
            }
            None => refusal(pointer, value),
        };
        assert!(told.contains(why), "{pointer}: {told}");
    }
}

#[test]
fn a_service_with_a_port_of_its_own_is_refused() {
    let mut objects = objects(ORDERS);
    objects[3]["spec"]["ports"][0]["port"] = json!(80);
    let told = plan(&objects).unwrap_err().to_string();
    assert_eq!(told, "Service/orders: port 80 leads to 3000, and there is no proxy between");
}

#[test]
fn a_job_is_tried_again_as_often_as_it_says() {
    let mut objects = objects(ORDERS);
    let deployment = objects.last_mut().unwrap();
    let mut template = deployment["spec"]["template"].clone();
    template["spec"]["restartPolicy"] = json!("OnFailure");
    *deployment = json!({
        "apiVersion": "batch/v1", "kind": "Job", "metadata": { "name": "provision", "namespace": "ticketing" },
        "spec": { "backoffLimit": 10, "activeDeadlineSeconds": 900, "ttlSecondsAfterFinished": 1, "template": template },
    });
    let plan = plan(&objects).unwrap();
    assert_eq!(plan.flags.last().unwrap(), "--restart=on-failure:10");
    assert_eq!(plan.task.unwrap().deadline_seconds, 900);
}

#[test]
fn a_member_of_a_set_has_a_name_and_a_disk_of_its_own() {
    let mut objects = objects(ORDERS);
    let set = objects.last_mut().unwrap();
    set["kind"] = json!("StatefulSet");
    set["spec"]["serviceName"] = json!("orders");
    set["spec"]["volumeClaimTemplates"] = json!([{ "metadata": { "name": "data" }, "spec": {} }]);
    set["spec"]["template"]["spec"]["containers"][0]["volumeMounts"][0] =
        json!({ "name": "data", "mountPath": "/data" });
    let cluster = cluster(&objects).unwrap();
    let plan = Plan::of(&cluster, &cluster.pods[0]).unwrap();
    assert_eq!(plan.disks[0], Disk { name: "ticketing-orders-0-data".to_owned(), options: Vec::new() });
    assert!(plan.flags.contains(&"--volume=ticketing-orders-0-data:/data:rw,nocopy".to_owned()));
    assert!(cluster.names_of(&cluster.pods[0]).unwrap().contains("orders-0.orders"));
}

#[test]
fn a_container_of_initialisation_runs_first_and_shares_no_empty_folder() {
    let mut objects = objects(ORDERS);
    let spec = &mut objects.last_mut().unwrap()["spec"]["template"]["spec"];
    spec["initContainers"] = json!([{ "name": "wait", "image": "ticketing/ops", "args": ["provision"] }]);
    let planned = plan(&objects).unwrap();
    let [init] = planned.init.as_slice() else { panic!("{:?}", planned.init) };
    assert_eq!(
        (init.container().as_str(), init.words.as_slice()),
        ("ticketing-orders-0-wait", ["provision".to_owned()].as_slice())
    );

    let spec = &mut objects.last_mut().unwrap()["spec"]["template"]["spec"];
    spec["initContainers"][0]["volumeMounts"] = json!([{ "name": "tmp", "mountPath": "/tmp" }]);
    assert!(plan(&objects).unwrap_err().to_string().contains("the emptyDir tmp"));
}

fn with_ingress(annotations: Value, path: Value) -> anyhow::Result<String> {
    let mut all = objects(ORDERS);
    all.extend(objects(EDGE));
    all.push(json!({
        "apiVersion": "networking.k8s.io/v1", "kind": "Ingress",
        "metadata": { "name": "ticketing", "annotations": annotations },
        "spec": { "ingressClassName": "nginx", "rules": [{ "host": "ticketing.localhost", "http": { "paths": [path] } }] },
    }));
    let mut cluster = cluster(&all)?;
    let address = "10.89.0.10".parse()?;
    let addresses: Addresses = cluster.pods.iter().map(|pod| (pod.name.clone(), address)).collect();
    let conf = ingress::nginx_conf(&cluster, &addresses)?;
    cluster.add_config_map(
        "nginx-config",
        Contents::from([("nginx.conf".to_owned(), conf.clone().into_bytes())]),
    );
    let nginx = cluster.pods.iter().find(|pod| pod.name == super::EDGE_POD).unwrap();
    Plan::of(&cluster, nginx)?;
    Ok(conf)
}

#[test]
fn an_ingress_becomes_what_its_controller_would_make_of_it() {
    let backend = json!({ "service": { "name": "orders", "port": { "name": "http" } } });
    let annotations = json!({
        "nginx.org/client-max-body-size": "256k", "nginx.org/rewrites": "serviceName=orders rewrite=/",
        "nginx.org/limit-req-rate": "100r/s", "nginx.org/limit-req-burst": "400", "nginx.org/limit-req-no-delay": "true",
        "nginx.org/limit-req-key": "${binary_remote_addr}", "nginx.org/limit-req-zone-size": "10M",
        "nginx.org/limit-req-reject-code": "429", "nginx.org/server-tokens": "false", "nginx.org/keepalive": "64",
    });
    let conf =
        with_ingress(annotations, json!({ "path": "/stripe/", "pathType": "Prefix", "backend": backend }))
            .unwrap();
    for line in [
        "client_max_body_size 256k;",
        "limit_req_zone ${binary_remote_addr} zone=everyone:10M rate=100r/s;",
        "limit_req zone=everyone burst=400 nodelay;",
        "limit_req_status 429;",
        "server_tokens off;",
        "keepalive 64;",
        "server 10.89.0.10:3000 max_fails=1 fail_timeout=10s;",
        "server_name ticketing.localhost;",
        "location /stripe/ { proxy_pass http://orders/; }",
    ] {
        assert!(conf.contains(line), "{line} is not in\n{conf}");
    }
    let path = json!({ "path": "/", "pathType": "Exact", "backend": backend });
    assert!(with_ingress(json!({}), path).unwrap().contains("location = / { proxy_pass http://orders; }"));
}

#[test]
fn what_an_ingress_says_that_is_not_understood_is_refused() {
    let backend = json!({ "service": { "name": "orders", "port": { "number": 3000 } } });
    let path = json!({ "path": "/", "pathType": "Prefix", "backend": backend });
    let told = with_ingress(json!({ "nginx.org/websocket-services": "client" }), path.clone()).unwrap_err();
    assert_eq!(told.to_string(), "nginx.org/websocket-services is not handed on to NGINX");
    assert!(with_ingress(json!({ "cert-manager.io/cluster-issuer": "a" }), path).is_err());
    let path = json!({ "path": "/.*", "pathType": "ImplementationSpecific", "backend": backend });
    assert!(with_ingress(json!({}), path).unwrap_err().to_string().contains("ImplementationSpecific"));
    let nobody = json!({ "service": { "name": "nobody", "port": { "number": 3000 } } });
    let path = json!({ "path": "/", "pathType": "Prefix", "backend": nobody });
    assert!(with_ingress(json!({}), path).unwrap_err().to_string().contains("nobody"));
}
