// Imported before everything else, so it uses nothing that an old Node does not know.
const [major, minor] = process.versions.node.split('.').map(Number);
const suits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;

if (!suits) {
  console.error(
    `Gatehouse needs Node 20.19, 22.12 or later; this is Node ${process.versions.node} (https://nodejs.org).`,
  );
  process.exit(1);
}
