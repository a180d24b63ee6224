#include "interruptible.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <unordered_set>

namespace candor::python {

namespace {

constexpr auto between_looks = std::chrono::milliseconds(100);

/// A thread that works, until its end is waited for.
class Worker {
public:
    Worker(std::function<void(Watch&)> const& work, Watch& watch)
        : thread_([this, &work, &watch] { run(work, watch); }) {}
    Worker(Worker const&) = delete;
    Worker& operator=(Worker const&) = delete;
    ~Worker() { thread_.join(); }

    /// Waits a while; whether the work has ended.
    [[nodiscard]] bool ends_soon() {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, between_looks, [&] { return ended_; });
    }
    /// What the work threw, once it has ended; null where it did not.
    [[nodiscard]] std::exception_ptr failure() const { return failure_; }

private:
    void run(std::function<void(Watch&)> const& work, Watch& watch) {
        try {
            work(watch);
        } catch (...) {
            failure_ = std::current_exception();
        }
        std::lock_guard const lock(mutex_);
        ended_ = true;
        changed_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    bool ended_ = false;
    std::exception_ptr failure_;
    std::thread thread_;  // last, as it uses all others
};

/// Tells how far the work is, if that has changed.
class Teller {
public:
    Teller(nanobind::object const& progress, Watch const& watch) : progress_(progress), watch_(watch) {}

    void tell() {
        std::int64_t const done = watch_.done;
        if (progress_.is_none() || done == told_) return;
        told_ = done;
        progress_(done, watch_.total.load());
    }

private:
    nanobind::object const& progress_;
    Watch const& watch_;
    std::int64_t told_ = 0;
};

/// All watches there are. The end of Python stops their work, since a thread that wants Python's lock after that is ended
/// wherever it is, which C++ does not survive.
class Watches {
public:
    /// Throws SystemExit, which ends a thread silently, in others than the one that ends Python.
    void add(Watch& watch) {
        std::lock_guard const lock(mutex_);
        if (ending_ && std::this_thread::get_id() != ended_by_) raise_exit();
        watches_.insert(&watch);
    }
    void remove(Watch& watch) {
        std::lock_guard const lock(mutex_);
        watches_.erase(&watch);
        fewer_.notify_all();
    }
    void end() {
        nanobind::gil_scoped_release const released;
        std::unique_lock lock(mutex_);
        ending_ = true;
        ended_by_ = std::this_thread::get_id();
        for (Watch* const watch : watches_) watch->stop = true;
        fewer_.wait(lock, [this] { return watches_.empty(); });
    }
    [[noreturn]] static void raise_exit() {
        PyErr_SetNone(PyExc_SystemExit);
        throw nanobind::python_error();
    }

private:
    std::mutex mutex_;
    std::condition_variable fewer_;
    std::unordered_set<Watch*> watches_;
    bool ending_ = false;
    std::thread::id ended_by_;
};

Watches& watches() {
    static auto* const all = new Watches;  // never gone: other threads may outlive what is destroyed at the end
    return *all;
}

/// A watch that the end of Python knows of.
class KnownWatch {
public:
    KnownWatch() { watches().add(watch); }
    KnownWatch(KnownWatch const&) = delete;
    KnownWatch& operator=(KnownWatch const&) = delete;
    ~KnownWatch() { watches().remove(watch); }

    Watch watch;
};

}  // namespace

void interruptibly(nanobind::object const& progress, std::function<void(Watch&)> const& work) {
    KnownWatch known;
    Watch& watch = known.watch;
    Teller teller(progress, watch);
    std::exception_ptr raised;
    std::exception_ptr failure;
    {
        Worker worker(work, watch);
        for (bool ended = false; !ended;) {
            {
                nanobind::gil_scoped_release const released;
                ended = worker.ends_soon();
            }
            if (raised) continue;
            try {
                if (PyErr_CheckSignals() != 0) throw nanobind::python_error();
                teller.tell();
            } catch (nanobind::python_error const&) {
                raised = std::current_exception();
                watch.stop = true;
            }
        }
        failure = worker.failure();
    }
    if (raised) std::rethrow_exception(raised);
    if (failure && watch.stop) Watches::raise_exit();
    if (failure) std::rethrow_exception(failure);
}

void add_ending() {
    nanobind::module_::import_("atexit").attr("register")(nanobind::cpp_function([] { watches().end(); }));
}

}  // namespace candor::python
