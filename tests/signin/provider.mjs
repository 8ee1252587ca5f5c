// A provider of OpenID Connect on this machine, for the tests: node provider.mjs PORT CALLBACK
import { Provider } from "../../frontend/node_modules/oidc-provider/lib/index.js";

const [port, callback] = process.argv.slice(2);
const verified = (id) => id !== "onbevestigd";
const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: "platform",
      client_secret: "een-geheim-van-de-proef",
      redirect_uris: [callback],
      token_endpoint_auth_method: "client_secret_basic",
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  scopes: ["openid", "email", "profile"],
  pkce: { required: () => true },
  cookies: { keys: ["proef"] },
  features: { devInteractions: { enabled: true } },
  findAccount: async (_context, id) => ({
    accountId: id,
    claims: async () => ({
      sub: id,
      email: `${id}@regio.example`,
      email_verified: verified(id),
    }),
  }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
