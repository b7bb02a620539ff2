namespace Debye.Learning.Trees;

/// <summary>
/// First and second derivatives as integers, so that sums do not depend on their order and a difference of histograms is exact.
/// Both share one 64-bit word (first derivative above, second below): one addition updates both.
/// </summary>
internal sealed class FixedPointGradients
{
    private readonly long[] _packed;
    private readonly float[] _first;
    private readonly float[] _second;
    private double _fineFirst;
    private double _fineSecond;
    private int _offset;

    public FixedPointGradients(int rows, float[] first, float[] second)
    {
        _packed = new long[rows];
        _first = first;
        _second = second;
    }

    /// <summary>Integers per unit of the first derivative.</summary>
    public double FirstScale { get; private set; }

    /// <summary>Integers per unit of the second derivative.</summary>
    public double SecondScale { get; private set; }

    /// <summary>One word per row.</summary>
    public ReadOnlySpan<long> Packed => _packed;

    /// <summary>First derivative in a sum of words.</summary>
    public static int First(long sum) => (int)(sum >> 32);

    /// <summary>Second derivative in a sum of words.</summary>
    public static int Second(long sum) => (int)sum;

    /// <summary>Converts the rows in use; derivatives begin at <paramref name="offset"/> of their arrays.</summary>
    public void Set(int offset, ReadOnlySpan<int> rows)
    {
        _offset = offset;
        double first = 0,
            second = 0;
        foreach (var row in rows)
        {
            first += Math.Abs(_first[offset + row]);
            second += _second[offset + row];
        }

        // No partial sum may leave 31 bits; rounding adds at most half a unit per row, the floor of one a unit.
        FirstScale = PowerOfTwoBelow((int.MaxValue - (double)rows.Length) / first);
        SecondScale = PowerOfTwoBelow((int.MaxValue - 2.0 * rows.Length) / second);
        _fineFirst = PowerOfTwoBelow(Math.ScaleB(1, 61) / first);
        _fineSecond = PowerOfTwoBelow(Math.ScaleB(1, 61) / second);
        var (firstScale, secondScale) = ((float)FirstScale, (float)SecondScale);
        foreach (var row in rows)
        {
            var g = (long)MathF.Round(_first[offset + row] * firstScale);
            var h = Math.Max(1, (long)MathF.Round(_second[offset + row] * secondScale));
            _packed[row] = (g << 32) + h;
        }
    }

    /// <summary>Sum of words.</summary>
    public long Sum(ReadOnlySpan<int> rows)
    {
        long sum = 0;
        foreach (var row in rows)
            sum += _packed[row];
        return sum;
    }

    /// <summary>Sums with 61 bits, for leaf values.</summary>
    public (double First, double Second) FineSum(ReadOnlySpan<int> rows)
    {
        long first = 0,
            second = 0;
        foreach (var row in rows)
        {
            first += (long)(_first[_offset + row] * _fineFirst);
            second += (long)(_second[_offset + row] * _fineSecond);
        }

        return (first / _fineFirst, second / _fineSecond);
    }

    /// <summary>A power of two, so that the scale does not feel the last bits of the sum it came from.</summary>
    private static double PowerOfTwoBelow(double value) =>
        Math.ScaleB(1, double.IsFinite(value) ? Math.Clamp(Math.ILogB(value), -120, 120) : 0);
}
