using Debye.Techniques.Crystal;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Recipes.Crystal;

/// <summary>Predicts a property of crystals. One predictor is for one thread at a time; it uses several threads within.</summary>
public sealed class CrystalPredictor : IDisposable
{
    /// <summary>Most edges that are worked on at once: bounds the memory whatever is asked.</summary>
    private const int EdgesAtOnce = 60_000;

    private readonly CpuBackend _backend;
    private readonly Tape _tape;

    /// <summary>Takes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="threads">Threads, 1 or more.</param>
    public CrystalPredictor(CrystalModel model, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        foreach (var network in model.Networks) network.Eval();
        _backend = new CpuBackend(threads);
        _tape = new Tape(_backend) { Recording = false };
    }

    /// <summary>The model.</summary>
    public CrystalModel Model { get; }

    /// <summary>Predicts for graphs that were built with the model's options.</summary>
    /// <param name="graphs">Any number.</param>
    /// <returns>One value each, in the model's unit.</returns>
    /// <exception cref="ArgumentException">A graph holds an element that the network does not know.</exception>
    public double[] Predict(IReadOnlyList<CrystalGraph> graphs)
    {
        ArgumentNullException.ThrowIfNull(graphs);
        var values = new double[graphs.Count];
        for (int start = 0, end; start < graphs.Count; start = end)
        {
            end = start + 1;
            for (var edges = graphs[start].Edges; end < graphs.Count && (edges += graphs[end].Edges) <= EdgesAtOnce; end++)
            {
                // Counted in the condition.
            }

            var batch = new CrystalBatch([.. graphs.Skip(start).Take(end - start)]);
            foreach (var network in Model.Networks)
            {
                network.Eval();
                var output = network.Forward(_tape, batch);
                for (var i = start; i < end; i++) values[i] += Value(output.Span.Slice((i - start) * output.Extent(1), output.Extent(1))) / Model.Networks.Count;
                _tape.Reset();
            }
        }

        return values;
    }

    /// <summary>Everything that the first network computes for one crystal on its way.</summary>
    /// <param name="graph">A graph that was built with the model's options.</param>
    public CgcnnTrace Trace(CrystalGraph graph)
    {
        var trace = new CgcnnTrace();
        Model.Networks[0].Eval();
        Model.Networks[0].Forward(_tape, new CrystalBatch([graph]), trace);
        _tape.Reset();
        return trace;
    }

    /// <inheritdoc/>
    public void Dispose() => _backend.Dispose();

    private double Value(ReadOnlySpan<float> output) =>
        Model.Property == CrystalModel.ClassProbability ? 1 / (1 + Math.Exp(output[0] - (double)output[1])) : Model.Scale.Restore(output[0]);
}
