using Debye.Learning.Training;
using Debye.Numerics;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private const int Length = 32;
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-trainer").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_StoppedAndResumed_GivesTheBitsOfAnUninterruptedRun()
    {
        var options = Options(steps: 12);
        Train("whole", options, resume: false, workers: 1);
        using (var stop = new CancellationTokenSource())
        {
            var source = new CountingSource(new Bumps(), 5 * options.BatchSize, stop);
            Train("parts", options, resume: false, workers: 1, source, stop.Token).Step.ShouldBeLessThan(12);
        }

        Train("parts", options, resume: true, workers: 2).Step.ShouldBe(12);
        File.ReadAllBytes(At("parts", "last.safetensors")).ShouldBe(File.ReadAllBytes(At("whole", "last.safetensors")));
    }

    [Fact]
    public void Run_OnAnyNumberOfWorkers_GivesTheSameBits()
    {
        Train("one", Options(steps: 8), resume: false, workers: 1);
        Train("three", Options(steps: 8), resume: false, workers: 3);
        File.ReadAllBytes(At("three", "last.safetensors")).ShouldBe(File.ReadAllBytes(At("one", "last.safetensors")));
    }

    [Fact]
    public void Run_EasyProblem_IsLearnt()
    {
        var progress = Train("easy", Options(steps: 150) with { ValidateEvery = 25 }, resume: false, workers: 2);
        progress.BestScore.ShouldBeGreaterThan(0.95);
        File.Exists(At("easy", "best.safetensors")).ShouldBeTrue();
        File.ReadLines(At("easy", "run.jsonl"))
            .ShouldAllBe(line =>
                System
                    .Text.Json.JsonDocument.Parse(line, new System.Text.Json.JsonDocumentOptions())
                    .RootElement.GetProperty("step")
                    .GetInt64() >= 0
            );
    }

    [Fact]
    public void Run_WithoutProgress_EndsByPatience()
    {
        var options = Options(steps: 1000) with
        {
            ValidateEvery = 2,
            Patience = 3,
            Schedule = new LearningRateSchedule { Kind = ScheduleKind.Constant, BaseRate = 1e-12 },
        };
        Train("patient", options, resume: false, workers: 1).Step.ShouldBeLessThan(20);
    }

    [Fact]
    public void Run_DamagedCheckpoint_IsRefusedWithItsName()
    {
        Train("damaged", Options(steps: 4), resume: false, workers: 1);
        var bytes = File.ReadAllBytes(At("damaged", "last.safetensors"));
        File.WriteAllBytes(At("damaged", "last.safetensors"), bytes[..(bytes.Length / 2)]);
        Should
            .Throw<DataFormatException>(() => Train("damaged", Options(steps: 8), resume: true, workers: 1))
            .Message.ShouldContain("last.safetensors");
    }

    [Fact]
    public void Run_FailingSource_TellsWhy() =>
        Should
            .Throw<InvalidOperationException>(() => Train("failing", Options(steps: 8), resume: false, workers: 2, new FailingSource()))
            .Message.ShouldContain("no more crystals");

    [Fact]
    public void FindLearningRate_EasyProblem_TheLossFallsOnceTheRateIsHighEnough()
    {
        var dropout = new RandomStream(9);
        using var backend = new CpuBackend(1);
        var trainer = new Trainer(Network(dropout), dropout, backend, [Length, 1], Options(steps: 8) with { BatchSize = 64 });
        var curve = trainer.FindLearningRate(
            new Bumps(),
            new LearningRateFinderOptions
            {
                Start = 1e-6,
                End = 1,
                Smoothing = 0.9,
            },
            1
        );
        curve.Smoothed.Span[..20].ToArray().ShouldAllBe(loss => loss > 0.5);
        curve.Smoothed.ToArray().Min().ShouldBeLessThan(0.4);
        curve.EstimateBounds(0.5).Lower.ShouldBeInRange(1e-4, 0.1);
    }

    private static TrainingOptions Options(long steps) =>
        new()
        {
            Steps = steps,
            BatchSize = 8,
            ValidateEvery = 4,
            Seed = 5,
            Schedule = new LearningRateSchedule { Kind = ScheduleKind.Cosine, BaseRate = 5e-3 },
        };

    private string At(string run, string file) => Path.Combine(_folder, run, file);

    private static Sequential Network(RandomStream dropout) =>
        new(
            new Conv1d(1, 8, 5, new RandomStream(1)),
            new BatchNorm(8),
            new Activation(UnaryFunction.Relu),
            new GlobalPool(PoolingKind.Average),
            new Dropout(0.1f, dropout),
            new Linear(8, 2, new RandomStream(2))
        );

    private TrainingProgress Train(
        string run,
        TrainingOptions options,
        bool resume,
        int workers,
        IExampleSource? source = null,
        CancellationToken stop = default
    )
    {
        var dropout = new RandomStream(9);
        var network = Network(dropout);
        using var backend = new CpuBackend(1);
        var trainer = new Trainer(network, dropout, backend, [Length, 1], options);
        var validation = new Batch(new float[64 * Length], new int[64]);
        var maker = new Bumps().CreateMaker();
        for (var i = 0; i < 64; i++)
            validation.Labels[i] = maker.Make(1_000_000 + i, validation.Features.AsSpan(i * Length, Length));
        return trainer.Run(
            source ?? new Bumps(),
            validation,
            Path.Combine(_folder, run),
            workers,
            new RunContext { Resume = resume, Cancellation = stop }
        );
    }

    /// <summary>Class 0: one narrow bump; class 1: one wide bump.</summary>
    private sealed class Bumps : IExampleSource, IExampleMaker
    {
        public int FeatureLength => Length;

        public IExampleMaker CreateMaker() => this;

        public int Make(long index, Span<float> features)
        {
            var random = new RandomSource(3, (ulong)index);
            var label = random.NextInt(2);
            var centre = random.NextDouble(8, 24);
            for (var i = 0; i < features.Length; i++)
                features[i] = (float)Math.Exp(-Math.Pow((i - centre) / (label == 0 ? 1 : 4), 2));
            return label;
        }
    }

    private sealed class CountingSource(IExampleSource inner, int limit, CancellationTokenSource stop) : IExampleSource, IExampleMaker
    {
        private int _made;

        public int FeatureLength => inner.FeatureLength;

        public IExampleMaker CreateMaker() => this;

        public int Make(long index, Span<float> features)
        {
            if (Interlocked.Increment(ref _made) == limit)
                stop.Cancel();
            return inner.CreateMaker().Make(index, features);
        }
    }

    private sealed class FailingSource : IExampleSource, IExampleMaker
    {
        public int FeatureLength => Length;

        public IExampleMaker CreateMaker() => this;

        public int Make(long index, Span<float> features) => index < 20 ? 0 : throw new InvalidOperationException("no more crystals");
    }
}
