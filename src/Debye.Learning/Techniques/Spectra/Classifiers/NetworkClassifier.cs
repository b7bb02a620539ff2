using Debye.Learning.Baselines;
using Debye.Learning.Networks;
using Debye.Learning.Tables;
using Debye.Learning.Training;
using Debye.Learning.Trees;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Spectra.Classifiers;

/// <summary>A trained network as a classifier: its probabilities are the softmax of its scores.</summary>
/// <remarks>Safe for calls from many threads.</remarks>
internal sealed class NetworkClassifier(ConvolutionNetworkDescription description, ConvolutionNetwork network) : IClassifier
{
    public ConvolutionNetworkDescription Description => description;

    public ConvolutionNetwork Network => network;

    public int FeatureCount => description.Length;

    public int PredictionCount => description.Classes;

    public void Predict(ReadOnlySpan<float> features, Span<float> destination) => ClassifierInput.PredictOne(this, features, destination);

    public float[] Predict(FeatureTable table, int threads = 1)
    {
        var probabilities = Scores(table, threads);
        Calibration.TemperatureScaling.Apply(probabilities, PredictionCount, 1, probabilities);
        return probabilities;
    }

    /// <summary>The same network once more, as in use: for those who change its parameters or its mode while others predict.</summary>
    public ConvolutionNetwork CopyNetwork()
    {
        var copy = description.Build(new RandomStream(0), new RandomStream(0));
        SafeTensors.LoadInto(SafeTensors.FromModule(network), copy);
        copy.Eval();
        return copy;
    }

    /// <summary>Scores before the softmax, rows × classes.</summary>
    public float[] Scores(FeatureTable table, int threads)
    {
        ClassifierInput.RequireTable(table, FeatureCount, threads);
        using var backend = new CpuBackend(threads);
        return Trainer.Predict(network, backend, table.Values, table.Rows, [FeatureCount, 1]);
    }
}
