"""The reduced workload (WORKLOAD.md) in vectorized NumPy: a column per quantity, gathers for manager and peers."""

import numpy as np

from program import serve


class Organization:
    def __init__(self, members, seed):
        self.random = np.random.default_rng(seed)
        self.manager = np.maximum(np.arange(members) - 1, 0) // 8
        self.peers = self.random.integers(0, members, (6, members))     # a row per peer: each gather is one pass
        self.trust = np.full(members, .5)
        self.autonomy = np.full(members, .1)
        self.spoke = np.zeros(members)

    def step(self):
        trust, autonomy, members = self.trust, self.autonomy, len(self.trust)
        manager_trust, manager_autonomy = trust.take(self.manager), autonomy.take(self.manager)
        peer_trust = sum(trust.take(peer) for peer in self.peers) / 6
        peers_spoke = sum(self.spoke.take(peer) for peer in self.peers) / 6
        drive = -1.5 + 2 * trust + autonomy + peers_spoke

        self.trust = np.clip(trust + .10 * (manager_trust - trust) + .10 * (peer_trust - trust)
                             + .05 * (.4 + .2 * manager_autonomy + .2 * peers_spoke - trust)
                             + .05 * self.random.standard_normal(members), 0, 1)
        self.autonomy = autonomy + .20 * (trust * (.5 + .5 * manager_autonomy) - autonomy)
        self.spoke = (self.random.random(members) < 1 / (1 + np.exp(-drive))).astype(float)

    def statistics(self):
        return {"trust_mean": self.trust.mean(), "trust_sd": self.trust.std(),
                "autonomy_mean": self.autonomy.mean(), "autonomy_sd": self.autonomy.std(),
                "spoke_mean": self.spoke.mean()}


if __name__ == "__main__":
    serve("NumPy", lambda options, seed: Organization(options.members, seed))
