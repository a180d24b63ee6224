"""The reduced workload (WORKLOAD.md) in mesa-frames: members are the rows of a Polars data frame, a week is one
expression over its columns."""

import numpy as np
import polars as pl
from mesa_frames import AgentSetPolars, ModelDF

from program import serve

PEERS = [f"peer_{k}" for k in range(6)]


def mean_over_peers(column):
    return sum(pl.col(column).gather(pl.col(peer)) for peer in PEERS) / 6


class Members(AgentSetPolars):
    def __init__(self, model, members):
        super().__init__(model)
        numbers = np.arange(members)
        self.add(pl.DataFrame({
            "unique_id": numbers, "manager": np.maximum(numbers - 1, 0) // 8,
            **{peer: model.random.integers(0, members, members) for peer in PEERS},
            "trust": np.full(members, .5), "autonomy": np.full(members, .1), "spoke": np.zeros(members)}))

    def step(self):
        count, random = len(self), self.model.random
        trust, autonomy = pl.col("trust"), pl.col("autonomy")
        manager_trust, manager_autonomy = trust.gather(pl.col("manager")), autonomy.gather(pl.col("manager"))
        peers_spoke = pl.col("peers_spoke")
        drive = -1.5 + 2 * trust + autonomy + peers_spoke
        self.agents = self.agents.lazy().with_columns(
            peer_trust=mean_over_peers("trust"), peers_spoke=mean_over_peers("spoke"),
            epsilon=pl.Series(random.standard_normal(count)), uniform=pl.Series(random.random(count)),
        ).with_columns(
            trust=(trust + .10 * (manager_trust - trust) + .10 * (pl.col("peer_trust") - trust)
                   + .05 * (.4 + .2 * manager_autonomy + .2 * peers_spoke - trust)
                   + .05 * pl.col("epsilon")).clip(0, 1),
            autonomy=autonomy + .20 * (trust * (.5 + .5 * manager_autonomy) - autonomy),
            spoke=(pl.col("uniform") < 1 / (1 + (-drive).exp())).cast(pl.Float64),
        ).drop("peer_trust", "peers_spoke", "epsilon", "uniform").collect()


class Organization(ModelDF):
    def __init__(self, members, seed):
        super().__init__(seed)
        self.agents += Members(self, members)

    def step(self):
        self.agents.do("step")

    def statistics(self):
        members = self.get_agents_of_type(Members).agents
        return {"trust_mean": members["trust"].mean(), "trust_sd": members["trust"].std(ddof=0),
                "autonomy_mean": members["autonomy"].mean(), "autonomy_sd": members["autonomy"].std(ddof=0),
                "spoke_mean": members["spoke"].mean()}


if __name__ == "__main__":
    serve("mesa-frames", lambda options, seed: Organization(options.members, seed))
