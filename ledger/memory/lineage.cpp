#include "ledger/memory/lineage.h"

#include <utility>

#include "ledger/base/check.h"

namespace pennypost::memory {

class Lineage::Version {
 public:
  Version* parent = nullptr;  // null for the oldest
  std::vector<Version*> children;
  std::size_t holders = 0;
  std::vector<Block> made;
  std::vector<Block> replaced;  // of the parent's, or made in vain
};

Lineage::Writer::Writer(Lineage& lineage) : lineage_(lineage), lock_(lineage.mutex_) {
  made_ = lineage_.take_list();
  replaced_ = lineage_.take_list();
  lock_.unlock();
}

Lineage::Writer::~Writer() {
  if (made_.empty()) return;
  if (!lock_) lock_.lock();
  lineage_.free(std::move(made_));
}

void* Lineage::Writer::make(std::size_t bytes) {
  // Others wait while some blocks are made, and have their turn between.
  if (lock_ && made_.size() % kMadeAtATime == 0) lock_.unlock();
  if (!lock_) lock_.lock();
  made_.push_back({lineage_.arena_.allocate(bytes), bytes});
  return made_.back().at;
}

Lineage::Version* Lineage::Writer::done(Version* parent) {
  auto* version = new Version;
  version->holders = 1;
  version->parent = parent;
  if (!lock_) lock_.lock();
  if (parent) {
    version->made = std::move(made_);
    version->replaced = std::move(replaced_);
    parent->children.push_back(version);
  } else {
    lineage_.free(std::move(replaced_));
  }
  made_.clear();
  lock_.unlock();
  return version;
}

Lineage::~Lineage() = default;

void Lineage::hold(Version* version) {
  const std::lock_guard lock(mutex_);
  ++version->holders;
}

void Lineage::drop(Version* version) {
  const std::lock_guard lock(mutex_);
  CHECK(version->holders > 0);
  --version->holders;
  collect(version);
}

void Lineage::collect(Version* version) {
  while (version && version->holders == 0) {
    if (version->children.empty()) {
      Version* parent = version->parent;
      if (parent) std::erase(parent->children, version);
      free(std::move(version->made));
      delete version;
      version = parent;
    } else if (!version->parent && version->children.size() == 1) {
      Version* child = version->children.front();
      free(std::move(child->replaced));
      keep_list(std::exchange(child->made, {}));  // only versions after it say what of them goes
      child->parent = nullptr;
      delete version;
      version = child;
    } else {
      return;
    }
  }
}

void Lineage::free(std::vector<Block> blocks) {
  for (const Block& block : blocks) arena_.free(block.at, block.bytes);
  keep_list(std::move(blocks));
}

void Lineage::keep_list(std::vector<Block> blocks) {
  const std::size_t room = blocks.capacity();
  if (room == 0 || room > kSpareBlocksMax || spare_lists_.size() >= kSpareListsMax) return;
  blocks.clear();
  spare_lists_.push_back(std::move(blocks));
}

std::vector<Block> Lineage::take_list() {
  if (spare_lists_.empty()) return {};
  std::vector<Block> list = std::move(spare_lists_.back());
  spare_lists_.pop_back();
  return list;
}

std::size_t Lineage::used_bytes() const {
  const std::lock_guard lock(mutex_);
  return arena_.used_bytes();
}

}  // namespace pennypost::memory
