"""The reduced workload (WORKLOAD.md) in Mesa 3: agents look at last week together, then all advance."""

import math
import statistics

import mesa

from program import serve


class Member(mesa.Agent):
    def __init__(self, model):
        super().__init__(model)
        self.manager = self
        self.peers = []
        self.trust, self.autonomy, self.spoke = .5, .1, False
        self.next_trust, self.next_autonomy, self.next_spoke = .5, .1, False

    def look(self):
        trust, autonomy, manager = self.trust, self.autonomy, self.manager
        peer_trust = sum(peer.trust for peer in self.peers) / 6
        peers_spoke = sum(peer.spoke for peer in self.peers) / 6
        new_trust = (trust + .10 * (manager.trust - trust) + .10 * (peer_trust - trust)
                     + .05 * (.4 + .2 * manager.autonomy + .2 * peers_spoke - trust)
                     + .05 * self.random.gauss(0, 1))
        self.next_trust = min(max(new_trust, 0), 1)
        self.next_autonomy = autonomy + .20 * (trust * (.5 + .5 * manager.autonomy) - autonomy)
        drive = -1.5 + 2 * trust + autonomy + peers_spoke
        self.next_spoke = self.random.random() < 1 / (1 + math.exp(-drive))

    def advance(self):
        self.trust, self.autonomy, self.spoke = self.next_trust, self.next_autonomy, self.next_spoke


class Organization(mesa.Model):
    def __init__(self, members, seed):
        super().__init__(seed=seed)
        everyone = list(Member.create_agents(self, members))
        for i, member in enumerate(everyone):
            member.manager = everyone[max(i - 1, 0) // 8]
            member.peers = self.random.choices(everyone, k=6)

    def step(self):
        self.agents.do("look")
        self.agents.do("advance")

    def statistics(self):
        trust, autonomy, spoke = (self.agents.get(name) for name in ("trust", "autonomy", "spoke"))
        return {"trust_mean": statistics.fmean(trust), "trust_sd": statistics.pstdev(trust),
                "autonomy_mean": statistics.fmean(autonomy), "autonomy_sd": statistics.pstdev(autonomy),
                "spoke_mean": statistics.fmean(spoke)}


if __name__ == "__main__":
    serve("Mesa", lambda options, seed: Organization(options.members, seed))
