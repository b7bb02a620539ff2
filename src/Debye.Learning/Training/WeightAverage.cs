using Debye.Tensors;

namespace Debye.Learning.Training;

/// <summary>
/// Keeps an exponential average of a network's weights and running moments, which as a rule does better than the last weights.
/// </summary>
/// <remarks>Source: B. T. Polyak, A. B. Juditsky, SIAM J. Control Optim. 30, 838 (1992), doi 10.1137/0330046.</remarks>
internal sealed class WeightAverage
{
    /// <summary>The first steps are forgotten faster: weight of the past step/(step + this).</summary>
    private const double WarmUpSteps = 20;

    private readonly Module _network;
    private readonly double _memory;
    private readonly Dictionary<string, float[]> _values;

    public WeightAverage(Module network, double memory)
    {
        (_network, _memory) = (network, memory);
        _values = network.NamedTensors().ToDictionary(item => item.Item1, item => item.Item2.Span.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Takes the weights after a step up.</summary>
    /// <param name="step">Steps done, from 1.</param>
    public void Take(long step)
    {
        var share = (float)(1 - Math.Min(_memory, step / (step + WarmUpSteps)));
        foreach (var (name, tensor) in _network.NamedTensors())
        {
            var average = _values[name].AsSpan();
            var current = tensor.Span;
            for (var i = 0; i < current.Length; i++)
                average[i] += share * (current[i] - average[i]);
        }
    }

    /// <summary>Exchanges the average and the network's weights; a second time undoes it.</summary>
    public void Exchange()
    {
        foreach (var (name, tensor) in _network.NamedTensors())
        {
            var held = tensor.Span.ToArray();
            _values[name].CopyTo(tensor.Span);
            held.CopyTo(_values[name], 0);
        }
    }

    public IEnumerable<KeyValuePair<string, SafeTensor>> Save() =>
        _values.Select(pair => KeyValuePair.Create(pair.Key, SafeTensor.From(pair.Value, pair.Value.Length)));

    /// <exception cref="InvalidDataException">An average is missing or of another size.</exception>
    public void Load(IReadOnlyDictionary<string, SafeTensor> saved)
    {
        foreach (var (name, values) in _values)
        {
            if (!saved.TryGetValue(name, out var tensor) || tensor.ToSingle() is not { } found || found.Length != values.Length)
                throw new InvalidDataException($"the average of '{name}' is missing");
            found.CopyTo(values, 0);
        }
    }
}
