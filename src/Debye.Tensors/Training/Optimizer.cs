namespace Debye.Tensors;

/// <summary>Changes parameters along their gradients.</summary>
public abstract class Optimizer
{
    /// <summary>Takes over the parameters of a module.</summary>
    /// <param name="parameters">With names, as from <see cref="Module.NamedParameters"/>.</param>
    /// <param name="backend">Runs the arithmetic.</param>
    /// <param name="learningRate">Learning rate.</param>
    protected Optimizer(IEnumerable<(string Name, Parameter Value)> parameters, Backend backend, float learningRate)
    {
        Parameters = [.. parameters];
        Backend = backend;
        LearningRate = learningRate;
    }

    /// <summary>What is trained.</summary>
    public IReadOnlyList<(string Name, Parameter Value)> Parameters { get; }

    /// <summary>Learning rate; may be changed between steps.</summary>
    public float LearningRate { get; set; }

    /// <summary>Steps taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>Runs the arithmetic.</summary>
    protected Backend Backend { get; }

    /// <summary>Changes every parameter that has a gradient, and forgets the gradients.</summary>
    public void Step()
    {
        StepCount++;
        for (var i = 0; i < Parameters.Count; i++)
        {
            var parameter = Parameters[i].Value;
            if (!parameter.HasGradient)
                continue;
            Update(i, parameter, parameter.GradientTensor());
        }

        ZeroGradients();
    }

    /// <summary>Forgets the gradients.</summary>
    public void ZeroGradients()
    {
        for (var i = 0; i < Parameters.Count; i++)
            Parameters[i].Value.ZeroGradient();
    }

    /// <summary>The moments and the step count as named arrays; with the parameters they make a resumed run identical.</summary>
    public IReadOnlyDictionary<string, SafeTensor> SaveState()
    {
        var state = new Dictionary<string, SafeTensor> { ["step"] = SafeTensor.From([StepCount], 1) };
        foreach (var (name, tensor) in Moments())
            state.Add(name, SafeTensor.From(tensor.Span, tensor.Shape));
        return state;
    }

    /// <summary>Takes over what <see cref="SaveState"/> gave.</summary>
    /// <param name="state">Named arrays; others than this optimiser's are ignored.</param>
    /// <exception cref="InvalidDataException">One is missing or has another shape.</exception>
    public void LoadState(IReadOnlyDictionary<string, SafeTensor> state)
    {
        foreach (var (name, tensor) in Moments())
            SafeTensors.CopyTo(state, name, tensor);
        StepCount = SafeTensors.Require(state, "step").ToInt64()[0];
    }

    /// <summary>Changes one parameter.</summary>
    /// <param name="index">Its number in <see cref="Parameters"/>.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">Its gradient.</param>
    protected abstract void Update(int index, Parameter parameter, Tensor gradient);

    /// <summary>What has to be saved, with names.</summary>
    protected abstract IEnumerable<(string Name, Tensor Value)> Moments();
}

/// <summary>Stochastic gradient descent with momentum: v ← μv + g, p ← p - rate·v.</summary>
public sealed class Sgd : Optimizer
{
    private readonly Tensor[] _velocities;
    private readonly float _momentum;
    private readonly float _weightDecay;

    /// <summary>Makes an optimiser.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="backend">Runs the arithmetic.</param>
    /// <param name="learningRate">Learning rate.</param>
    /// <param name="momentum">μ.</param>
    /// <param name="weightDecay">Added to the gradient as weightDecay·p, for parameters that decay.</param>
    public Sgd(
        IEnumerable<(string Name, Parameter Value)> parameters,
        Backend backend,
        float learningRate,
        float momentum = 0,
        float weightDecay = 0
    )
        : base(parameters, backend, learningRate)
    {
        (_momentum, _weightDecay) = (momentum, weightDecay);
        _velocities = [.. Parameters.Select(p => new Tensor(p.Value.Shape))];
    }

    /// <inheritdoc/>
    protected override void Update(int index, Parameter parameter, Tensor gradient)
    {
        var velocity = _velocities[index];
        Backend.Scale(velocity, _momentum, velocity);
        Backend.AddScaled(gradient, 1, velocity);
        if (_weightDecay != 0 && parameter.Decays)
            Backend.AddScaled(parameter, _weightDecay, velocity);
        Backend.AddScaled(velocity, -LearningRate, parameter);
    }

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, Tensor Value)> Moments() =>
        Parameters.Select((p, i) => ($"velocity.{p.Name}", _velocities[i]));
}

/// <summary>Adam and, with decoupled decay, AdamW. Sources: arXiv 1412.6980 and 1711.05101.</summary>
public sealed class Adam : Optimizer
{
    private readonly Tensor[] _first;
    private readonly Tensor[] _second;

    /// <summary>Makes an optimiser.</summary>
    /// <param name="parameters">What to train.</param>
    /// <param name="backend">Runs the arithmetic.</param>
    /// <param name="learningRate">Learning rate.</param>
    /// <param name="weightDecay">Decay, for parameters that decay.</param>
    /// <param name="decoupled">True for AdamW: p shrinks by rate·decay; false: decay·p is added to the gradient (L2).</param>
    public Adam(
        IEnumerable<(string Name, Parameter Value)> parameters,
        Backend backend,
        float learningRate = 1e-3f,
        float weightDecay = 0,
        bool decoupled = false
    )
        : base(parameters, backend, learningRate)
    {
        (WeightDecay, Decoupled) = (weightDecay, decoupled);
        _first = [.. Parameters.Select(p => new Tensor(p.Value.Shape))];
        _second = [.. Parameters.Select(p => new Tensor(p.Value.Shape))];
    }

    /// <summary>Decay.</summary>
    public float WeightDecay { get; set; }

    /// <summary>Whether decay shrinks the parameters directly.</summary>
    public bool Decoupled { get; }

    /// <summary>β₁.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>ε.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    protected override void Update(int index, Parameter parameter, Tensor gradient)
    {
        var decay = parameter.Decays ? WeightDecay : 0;
        var step = new AdamStep(
            (float)Beta1,
            (float)(1 - Beta1),
            (float)Beta2,
            (float)(1 - Beta2),
            (float)Epsilon,
            (float)(LearningRate / (1 - Math.Pow(Beta1, StepCount))),
            (float)Math.Sqrt(1 - Math.Pow(Beta2, StepCount)),
            Decoupled ? 1 - (LearningRate * decay) : 1,
            Decoupled ? 0 : decay
        );
        Backend.Adam(step, parameter, gradient, _first[index], _second[index]);
    }

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, Tensor Value)> Moments() =>
        Parameters.Select((p, i) => ($"first.{p.Name}", _first[i])).Concat(Parameters.Select((p, i) => ($"second.{p.Name}", _second[i])));
}
