import TestKit

extension SeededRandom {
  /// A number from 0 to below `limit`; 0 when the limit is 0.
  mutating func below(_ limit: Int) -> Int {
    limit == 0 ? 0 : Int(next(upperBound: UInt64(limit)))
  }
}
