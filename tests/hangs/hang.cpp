/* The same mistakes in C++: std::mutex, std::future, std::condition_variable. Run: hang-cpp CASE */
#include <barrier>
#include <condition_variable>
#include <cstring>
#include <future>
#include <iostream>
#include <mutex>
#include <shared_mutex>
#include <thread>

static std::mutex first, second;
static std::recursive_mutex again;
static std::barrier moment(2);

static void lock_both(std::mutex &one, std::mutex &other)
{
    std::lock_guard<std::mutex> guard(one);
    moment.arrive_and_wait();
    std::lock_guard<std::mutex> also(other);
}

static void abba()
{
    std::thread other([] { lock_both(first, second); });
    std::cout << "ready" << std::endl;
    lock_both(second, first);
    other.join();
}

static void future()
{
    std::promise<int> promise;
    std::cout << "ready" << std::endl;
    promise.get_future().get();
}

static void condition()
{
    std::unique_lock<std::mutex> guard(first);
    std::condition_variable changed;
    std::cout << "ready" << std::endl;
    changed.wait(guard, [] { return false; });
}

static void join_under_lock()
{
    std::lock_guard<std::mutex> guard(first);
    std::thread other([] { std::lock_guard<std::mutex> needed(first); });
    std::cout << "ready" << std::endl;
    other.join();
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    if (!std::strcmp(name, "abba"))
        abba();
    if (!std::strcmp(name, "future"))
        future();
    if (!std::strcmp(name, "condition"))
        condition();
    if (!std::strcmp(name, "join-under-lock"))
        join_under_lock();
    return 2;
}
