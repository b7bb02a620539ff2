namespace Debye.Techniques.Crystal.Descriptors;

/// <summary>Collects numbers with their names.</summary>
internal sealed class DescriptorList
{
    private readonly List<string> _names = [];
    private readonly List<float> _values = [];

    public IReadOnlyList<string> Names => _names;

    public IReadOnlyList<float> Values => _values;

    public void Add(string name, double value)
    {
        _names.Add(name);
        _values.Add(double.IsFinite(value) ? (float)value : float.NaN);
    }

    /// <summary>Mean, least, largest and mean deviation of some values; NaN ones are left out, of none all is NaN.</summary>
    public void AddStatistics(string name, ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        double total = 0,
            mean = 0,
            least = double.PositiveInfinity,
            largest = double.NegativeInfinity,
            deviation = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
                continue;
            total += weights[i];
            mean += weights[i] * values[i];
            (least, largest) = (Math.Min(least, values[i]), Math.Max(largest, values[i]));
        }

        mean /= total;
        for (var i = 0; i < values.Length; i++)
            if (!double.IsNaN(values[i]))
                deviation += weights[i] * Math.Abs(values[i] - mean) / total;
        Add(name + " mean", mean);
        Add(name + " least", least);
        Add(name + " largest", largest);
        Add(name + " deviation", total > 0 ? deviation : double.NaN);
    }
}
