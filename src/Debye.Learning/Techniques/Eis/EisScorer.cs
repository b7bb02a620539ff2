using Debye.Learning.Networks;
using Debye.Learning.Packages;
using Debye.Learning.Tables;
using Debye.Learning.Training;
using Debye.Learning.Trees;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Logits of a model of any kind: of a network as they are, of trees the logarithms of their probabilities.</summary>
internal abstract class EisScorer : IDisposable
{
    private const float SmallestProbability = 1e-6f;

    /// <summary>Row-major, examples × classes.</summary>
    public abstract float[] Logits(FeatureTable features);

    /// <summary>The trees behind it; null for a network.</summary>
    public virtual TreeModel? Ensemble => null;

    /// <summary>Writes the model into a package.</summary>
    public abstract void Save(string folder);

    public virtual void Dispose() { }

    public static EisScorer Of(TreeModel trees, int threads) => new Trees(trees, threads);

    public static EisScorer Of(Module network, CpuBackend backend, int[] shape) => new Network(network, backend, shape);

    /// <summary>Loads the model of a package.</summary>
    /// <exception cref="DataFormatException">It is missing, corrupted, or not what the configuration says.</exception>
    public static EisScorer Load(string folder, ModelConfig config, int threads)
    {
        if (config.Kind != ModelKind.Network)
        {
            var path = Path.Combine(folder, EisModelPackage.TreeFile);
            if (!File.Exists(path))
                throw new DataFormatException(path, 0, "the trees of the package are missing");
            var trees = TreeModel.Load(path);
            if (trees is RandomForest != (config.Kind == ModelKind.Forest) || trees.PredictionCount != config.Labels.Length)
                throw new DataFormatException(path, 0, $"expected a model of kind {config.Kind} with {config.Labels.Length} classes");
            return Of(trees, threads);
        }

        var network = Build(config.Network, config.ImageNetwork, new RandomStream(0), new RandomStream(0));
        WeightFile.LoadInto(folder, network);
        return Of(network, new CpuBackend(threads), ShapeOf(config.Network, config.ImageNetwork));
    }

    public static Module Build(NetworkDescription? signals, ImageNetworkDescription? images, RandomStream initial, RandomStream dropout) =>
        signals is not null ? signals.Build(initial, dropout) : images!.Build(initial, dropout);

    public static int[] ShapeOf(NetworkDescription? signals, ImageNetworkDescription? images) =>
        signals is not null ? [signals.Length, signals.Channels] : [images!.Size * images.Size, 1];

    private sealed class Trees(TreeModel trees, int threads) : EisScorer
    {
        public override TreeModel Ensemble => trees;

        public override void Save(string folder) => trees.Save(Path.Combine(folder, EisModelPackage.TreeFile));

        public override float[] Logits(FeatureTable features)
        {
            var scores = trees.Predict(features, threads);
            for (var i = 0; i < scores.Length; i++)
                scores[i] = MathF.Log(Math.Max(scores[i], SmallestProbability));
            return scores;
        }
    }

    private sealed class Network(Module network, CpuBackend backend, int[] shape) : EisScorer
    {
        public override float[] Logits(FeatureTable features) => Trainer.Predict(network, backend, features.Values, features.Rows, shape);

        public override void Save(string folder) =>
            SafeTensors.Write(Path.Combine(folder, WeightFile.Name), SafeTensors.FromModule(network));

        public override void Dispose() => backend.Dispose();
    }
}
