using System.Numerics;
using Debye.Learning.Baselines;

namespace Debye.Learning.Projection;

/// <summary>Compares the neighbours of one row in two spaces; has buffers of its own for each thread.</summary>
internal sealed class NeighbourRanks(RowCloseness<float> rows, RowCloseness<double> points, int neighbours)
{
    private readonly float[] _rows = new float[rows.Rows];
    private readonly double[] _points = new double[rows.Rows];
    private readonly int[] _ofRows = new int[neighbours];
    private readonly int[] _ofPoints = new int[neighbours];

    /// <summary>
    /// Sums of rank less number of neighbours: of the points' false neighbours among the rows, and of the rows' lost ones among the points.
    /// </summary>
    public (long Rows, long Points) Excess(int index)
    {
        rows.ToOthers(index, _rows);
        points.ToOthers(index, _points);
        LargestScores.Find<float>(_rows, 0, _ofRows);
        LargestScores.Find<double>(_points, 0, _ofPoints);
        return (Excess<float>(_rows, _ofPoints, _ofRows), Excess<double>(_points, _ofRows, _ofPoints));
    }

    private static long Excess<T>(ReadOnlySpan<T> closeness, ReadOnlySpan<int> claimed, ReadOnlySpan<int> own)
        where T : unmanaged, INumber<T>
    {
        long sum = 0;
        foreach (var j in claimed)
            if (!own.Contains(j))
                sum +=
                    1
                    + CountAbove(closeness[..j], closeness[j], orEqual: true)
                    + CountAbove(closeness[(j + 1)..], closeness[j], orEqual: false)
                    - own.Length;
        return sum;
    }

    private static long CountAbove<T>(ReadOnlySpan<T> values, T limit, bool orEqual)
        where T : unmanaged, INumber<T>
    {
        var (count, i, limits) = (0L, 0, new Vector<T>(limit));
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var own = new Vector<T>(values[i..]);
            count += Vector.CountWhereAllBitsSet(orEqual ? Vector.GreaterThanOrEqual(own, limits) : Vector.GreaterThan(own, limits));
        }

        for (; i < values.Length; i++)
            if (orEqual ? values[i] >= limit : values[i] > limit)
                count++;
        return count;
    }
}
