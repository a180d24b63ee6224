//! The reduced workload (WORKLOAD.md) in Syren: members are entities; a system shows what others may read next week, on
//! a board of two sides that change places, since a system cannot look up other entities while it writes.

use std::error::Error;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, RwLock};
use std::time::Instant;

use syren::advanced::EntityShards;
use syren::agents::AgentTemplate;
use syren::model::{Model, ModelBuilder};
use syren::{max_workers, ComponentRegistry, DetRng, FnSystem, QueryBuilder};

#[path = "../../command_line.rs"]
mod command_line;
use command_line::{CommandLine, Shown};

#[derive(Clone, Copy, Default)]
struct Member {
    number: u32,
    manager: u32,
    peers: [u32; 6],
    shown: Shown,
}

/// One side of the board. Every number is written once a week, by its member alone, and read the week after.
struct Side {
    trust: Vec<AtomicU64>,
    autonomy: Vec<AtomicU64>,
    spoke: Vec<AtomicU64>,
}

impl Side {
    fn new(members: usize) -> Self {
        let filled = |value: f64| {
            (0..members)
                .map(|_| AtomicU64::new(value.to_bits()))
                .collect()
        };
        let start = Shown::default();
        Side {
            trust: filled(start.trust),
            autonomy: filled(start.autonomy),
            spoke: filled(start.spoke),
        }
    }

    fn read(&self, member: u32) -> Shown {
        let at = |column: &[AtomicU64]| f64::from_bits(column[member as usize].load(Relaxed));
        Shown {
            trust: at(&self.trust),
            autonomy: at(&self.autonomy),
            spoke: at(&self.spoke),
        }
    }

    fn write(&self, member: u32, shown: Shown) {
        let member = member as usize;
        self.trust[member].store(shown.trust.to_bits(), Relaxed);
        self.autonomy[member].store(shown.autonomy.to_bits(), Relaxed);
        self.spoke[member].store(shown.spoke.to_bits(), Relaxed);
    }
}

/// Marsaglia's polar method: Syren's generator has no normal distribution.
fn standard_normal(random: &mut DetRng) -> f64 {
    loop {
        let (x, y) = (2.0 * random.next_f64() - 1.0, 2.0 * random.next_f64() - 1.0);
        let square = x * x + y * y;
        if square > 0.0 && square < 1.0 {
            return x * (-2.0 * square.ln() / square).sqrt();
        }
    }
}

fn found(members: usize, seed: u64) -> Result<(Model, Arc<[Side; 2]>), Box<dyn Error>> {
    let registry = Arc::new(RwLock::new(ComponentRegistry::new()));
    let member_id = registry.write().unwrap().register::<Member>()?;
    registry.write().unwrap().freeze();

    let mut random = DetRng::from_seed(seed);
    let population: Vec<Member> = (0..members)
        .map(|number| Member {
            number: number as u32,
            manager: number.saturating_sub(1) as u32 / 8,
            peers: std::array::from_fn(|_| random.next_index(members) as u32),
            shown: Shown::default(),
        })
        .collect();

    let board = Arc::new([Side::new(members), Side::new(members)]);
    let sides = Arc::clone(&board);
    let query = QueryBuilder::with_registry(Arc::clone(&registry))
        .write::<Member>()?
        .build()?;
    let live_query = query.clone();
    let live = FnSystem::from_queries(0, "live", &[&query], move |world| {
        let context = world.run_context();
        let last = &sides[(context.tick % 2) as usize];
        let next = &sides[((context.tick + 1) % 2) as usize];
        world.for_each_w1::<Member>(live_query.clone(), |member| {
            let mut random = DetRng::from_context(context, u64::from(member.number));
            let epsilon = standard_normal(&mut random);
            let uniform = random.next_f64();
            let peers = member.peers.map(|peer| last.read(peer));
            member.shown =
                member
                    .shown
                    .one_week(last.read(member.manager), peers, epsilon, uniform);
            next.write(member.number, member.shown);
        })
    });

    let template = AgentTemplate::builder("member").with_component::<Member>(member_id)?;
    let model = ModelBuilder::new()
        .with_seed(seed)
        .with_component_registry(registry)
        .with_shards(EntityShards::new(max_workers() as usize)?)
        .with_agent_template(template.with_capacity(members).build())?
        .with_agent_population("member", member_id, population)?
        .with_system(live)
        .build()?;
    Ok((model, board))
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = CommandLine::parse();
    for run in 0..options.runs {
        let begin = Instant::now();
        let (mut model, board) = found(options.members, options.seed + run)?;
        let founded = Instant::now();
        model.run(options.weeks)?;
        let end = Instant::now();
        let last = &board[(options.weeks % 2) as usize];
        let members: Vec<Shown> = (0..options.members)
            .map(|member| last.read(member as u32))
            .collect();
        options.print("Syren", run, founded - begin, end - founded, &members);
    }
    Ok(())
}
