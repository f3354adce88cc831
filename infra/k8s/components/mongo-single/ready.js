// Run by the startup probe until it succeeds: makes the replica set and the service's user where they are missing.
const { readFileSync } = require('fs');

const secret = (name) => readFileSync(`/run/secrets/mongo/${name}`, 'utf8').trim();
const admin = db.getSiblingDB('admin');
const host = `${process.env.POD_NAME}.${process.env.MONGO_NAME}:27017`;
const service = process.env.MONGO_NAME.replace(/^mongo-/, '');

if (!admin.auth('root', secret('root-password'))) throw new Error('root is not there yet');
if (!db.hello().setName) rs.initiate({ _id: 'rs0', members: [{ _id: 0, host }] });
if (!db.hello().isWritablePrimary) throw new Error('not primary yet');

const own = db.getSiblingDB(service);
const user = { pwd: secret('password'), roles: [{ role: 'readWrite', db: service }] };
if (own.getUser(service)) own.updateUser(service, user);
else own.createUser({ user: service, ...user });
